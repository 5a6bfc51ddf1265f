using CsCheck;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Health;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class HealthTransitionsProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<(string Sign, int Seconds)[]> Lives =
        Gen.Select(
            Gen.OneOf("heartbeat", "healthy", "degraded", "unhealthy", "expire", "register", "passing", "warning", "critical", "maintain", "resume"),
            Gen.Int[0, 90]).Array[1, 30];

    private static readonly HealthCheck Check = new() { Type = HealthCheckType.Http, Endpoint = "/" };

    [Fact]
    public void AnyLife_CriticalSince_IsSetExactlyWhileCritical() =>
        Lives.Sample(life => Assert.All(
            Live(life),
            moment => Assert.Equal(
                moment.Instance is { IsCritical: true, Maintenance: null }, moment.Instance.CriticalSince is not null)));

    [Fact]
    public void AnyLife_CriticalSince_StaysWhileTheInstanceIsCritical() =>
        Lives.Sample(life =>
        {
            var moments = Live(life).ToList();
            Assert.All(
                moments.Zip(moments.Skip(1))
                    .Where(pair => pair.First.Instance is { IsCritical: true, Maintenance: null } && pair.Second.Instance is { IsCritical: true, Maintenance: null }),
                pair => Assert.Equal(pair.First.Instance.CriticalSince, pair.Second.Instance.CriticalSince));
        });

    [Fact]
    public void AnySignOfLife_HoldsForExactlyTheLease() =>
        Lives.Sample(life =>
        {
            var (now, instance) = Live([.. life, ("heartbeat", 1)]).Last();
            var end = now + instance.Lease;
            Assert.False(HealthTransitions.HasExpired(instance, end - TimeSpan.FromTicks(1), default));
            Assert.True(HealthTransitions.HasExpired(instance, end, default));
            Assert.Equal(HealthStatus.Unhealthy, HealthTransitions.Effective(instance, end, default));
            Assert.Equal(instance.Status, HealthTransitions.Effective(instance, end + TimeSpan.FromDays(1), LeaseGrace.ForAll));
        });

    [Fact]
    public void ReportedUnhealthy_StaysSo_UntilTheInstanceSaysOtherwise() =>
        Lives.Sample(life =>
        {
            var said = Live([.. life, ("resume", 0), .. Recovered, ("unhealthy", 0), ("heartbeat", 1), ("register", 1), ("expire", 60), ("register", 1), ("heartbeat", 1)]).Last();
            Assert.Equal(HealthStatus.Unhealthy, said.Instance.Status);
            Assert.Equal(HealthStatus.Healthy, Apply(said.Instance, "healthy", said.Now).Status);
        });

    [Fact]
    public void AnyLife_StatusIsTheWorstOfWhatIsKnown() =>
        Lives.Sample(life =>
        {
            foreach (var (now, instance) in Live([.. life, ("heartbeat", 1)]).TakeLast(1))
            {
                HealthStatus[] known = [instance.ReportedStatus ?? HealthStatus.Unknown, instance.Probe?.Status ?? HealthStatus.Unknown];
                var worst = instance.Maintenance is not null || known.Contains(HealthStatus.Unhealthy) ? HealthStatus.Unhealthy
                    : known.Contains(HealthStatus.Degraded) ? HealthStatus.Degraded
                    : known.Contains(HealthStatus.Healthy) ? HealthStatus.Healthy
                    : HealthStatus.Unknown;
                Assert.Equal(worst, instance.Status);
                Assert.Equal(instance.Maintenance is null, !(instance.Output ?? "").StartsWith("In maintenance", StringComparison.Ordinal));
                Assert.Equal(instance, HealthTransitions.Heartbeat(instance, now));
            }
        });

    [Fact]
    public void AnyLife_InMaintenance_IsCriticalUntilItEnds() =>
        Lives.Where(life => life.All(sign => sign.Sign is not "resume")).Sample(life =>
        {
            var moments = Live([("maintain", 0), .. life, ("resume", 0), .. Recovered, ("heartbeat", 0)]).Select(moment => moment.Instance).ToList();
            Assert.All(moments.Take(life.Length + 1), instance => Assert.Equal((HealthStatus.Unhealthy, "patching"), (instance.Status, instance.Maintenance)));
            Assert.Equal((HealthStatus.Healthy, null), (moments[^1].Status, moments[^1].Maintenance));
        });

    [Fact]
    public void AnyLife_ALeaseThatRanOut_IsNotBroughtBackByProbes() =>
        Lives.Sample(life =>
        {
            var (now, expired) = Live([.. life, ("resume", 0), ("heartbeat", 0), ("expire", 60)]).Last();
            var probed = Recovered.SkipLast(1).Aggregate(expired, (instance, sign) => Apply(instance, sign.Sign, now));
            Assert.Equal(HealthStatus.Unhealthy, probed.Status);
            Assert.NotEqual(HealthStatus.Unhealthy, Apply(Apply(probed, "healthy", now), "heartbeat", now).Status);
        });

    [Fact]
    public void Heartbeat_OfAProbedInstance_SaysNothingOfItsHealth()
    {
        var probed = Instances.Of("orders", "a", Start) with
        {
            Status = HealthStatus.Unknown,
            HealthCheck = Check,
        };

        Assert.Equal(HealthStatus.Unknown, HealthTransitions.Heartbeat(probed, Start).Status);
        Assert.Equal(HealthStatus.Healthy, HealthTransitions.Heartbeat(probed with { HealthCheck = null }, Start).Status);
    }

    // More than any damping asks for, and what the instance says of itself.
    private static IEnumerable<(string Sign, int Seconds)> Recovered =>
        Enumerable.Repeat(("passing", 0), ProbeTransitions.MostDamping * Check.HealthyThreshold).Append(("healthy", 0));

    private static ServiceInstance Probe(ServiceInstance instance, HealthStatus status, DateTimeOffset now) =>
        HealthTransitions.Probe(instance, ProbeResults.Of(status), now);

    private static IEnumerable<(DateTimeOffset Now, ServiceInstance Instance)> Live((string Sign, int Seconds)[] life)
    {
        var (now, instance) = (Start, Instances.Of("orders", "a", Start) with { Status = HealthStatus.Unknown, HealthCheck = Check });
        foreach (var (sign, seconds) in life)
        {
            now += TimeSpan.FromSeconds(seconds);
            instance = Apply(instance, sign, now);
            yield return (now, instance);
        }
    }

    private static ServiceInstance Apply(ServiceInstance instance, string sign, DateTimeOffset now) => sign switch
    {
        "heartbeat" => HealthTransitions.Heartbeat(instance, now),
        "register" => HealthTransitions.RegisterAgain(instance, now),
        "expire" when now >= instance.ExpiresAt && !instance.IsCritical => HealthTransitions.Expire(instance, now),
        "expire" => instance,
        "passing" => Probe(instance, HealthStatus.Healthy, now),
        "warning" => Probe(instance, HealthStatus.Degraded, now),
        "critical" => Probe(instance, HealthStatus.Unhealthy, now),
        "maintain" => HealthTransitions.Maintain(instance, "patching", now),
        "resume" => HealthTransitions.Maintain(instance, null, now),
        _ => HealthTransitions.Report(instance, new HealthReport(Enum.Parse<HealthStatus>(sign, ignoreCase: true), null), now),
    };
}
