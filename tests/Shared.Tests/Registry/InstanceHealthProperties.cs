using CsCheck;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class InstanceHealthProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<(string Sign, int Seconds)[]> Lives =
        Gen.Select(Gen.OneOf("heartbeat", "healthy", "degraded", "unhealthy", "expire", "register"), Gen.Int[0, 90]).Array[1, 20];

    [Fact]
    public void AnyLife_CriticalSince_IsSetExactlyWhileCritical() =>
        Lives.Sample(life => Assert.All(
            Live(life),
            moment => Assert.Equal(moment.Instance.IsCritical, moment.Instance.CriticalSince is not null)));

    [Fact]
    public void AnyLife_CriticalSince_StaysWhileTheInstanceIsCritical() =>
        Lives.Sample(life =>
        {
            var moments = Live(life).ToList();
            Assert.All(
                moments.Zip(moments.Skip(1)).Where(pair => pair.First.Instance.IsCritical && pair.Second.Instance.IsCritical),
                pair => Assert.Equal(pair.First.Instance.CriticalSince, pair.Second.Instance.CriticalSince));
        });

    [Fact]
    public void AnySignOfLife_HoldsForExactlyTheLease() =>
        Lives.Where(life => life[^1].Sign is not "expire").Sample(life =>
        {
            var (now, instance) = Live(life).Last();
            var end = now + instance.Lease;
            Assert.False(InstanceHealth.HasExpired(instance, end - TimeSpan.FromTicks(1), inGrace: false));
            Assert.True(InstanceHealth.HasExpired(instance, end, inGrace: false));
            Assert.Equal(HealthStatus.Unhealthy, InstanceHealth.Effective(instance, end, inGrace: false));
            Assert.Equal(instance.Status, InstanceHealth.Effective(instance, end + TimeSpan.FromDays(1), inGrace: true));
        });

    [Fact]
    public void ReportedUnhealthy_StaysSo_UntilTheInstanceSaysOtherwise() =>
        Lives.Sample(life =>
        {
            var said = Live([.. life, ("unhealthy", 0), ("heartbeat", 1), ("register", 1), ("expire", 60), ("register", 1), ("heartbeat", 1)]).Last();
            Assert.Equal(HealthStatus.Unhealthy, said.Instance.Status);
            Assert.Equal(HealthStatus.Healthy, Apply(said.Instance, "healthy", said.Now).Status);
        });

    [Fact]
    public void Heartbeat_OfAProbedInstance_SaysNothingOfItsHealth()
    {
        var probed = Instances.Of("orders", "a", Start) with
        {
            Status = HealthStatus.Unknown,
            HealthCheck = new HealthCheck { Type = HealthCheckType.Http, Endpoint = "/" },
        };

        Assert.Equal(HealthStatus.Unknown, InstanceHealth.Heartbeat(probed, Start).Status);
        Assert.Equal(HealthStatus.Healthy, InstanceHealth.Heartbeat(probed with { HealthCheck = null }, Start).Status);
    }

    private static IEnumerable<(DateTimeOffset Now, ServiceInstance Instance)> Live((string Sign, int Seconds)[] life)
    {
        var (now, instance) = (Start, Instances.Of("orders", "a", Start) with { Status = HealthStatus.Unknown });
        foreach (var (sign, seconds) in life)
        {
            now += TimeSpan.FromSeconds(seconds);
            instance = Apply(instance, sign, now);
            yield return (now, instance);
        }
    }

    private static ServiceInstance Apply(ServiceInstance instance, string sign, DateTimeOffset now) => sign switch
    {
        "heartbeat" => InstanceHealth.Heartbeat(instance, now),
        "register" => InstanceHealth.RegisterAgain(instance, now),
        "expire" => InstanceHealth.Expire(instance, now),
        _ => InstanceHealth.Report(instance, new HealthReport(Enum.Parse<HealthStatus>(sign, ignoreCase: true), null), now),
    };
}
