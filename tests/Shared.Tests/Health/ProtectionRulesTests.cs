using CsCheck;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Shared.Tests.Health;

public sealed class ProtectionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly RegisteredService Plain = new() { Name = ServiceName.Parse("orders") };

    // For each tick of 5 s: which instances fail, and which recover.
    private static readonly Gen<(int Count, (int Fail, int Recover)[] Ticks)> Histories =
        Gen.Select(Gen.Int[1, 8], Gen.Select(Mask(0.8, every: 10), Mask(0.4, every: 40)).Array[1, 200]);

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(3, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(4, 2, false)]
    [InlineData(4, 3, true)]
    public void Decide_FailuresAtOnce_ProtectsFromMoreThanHalfOfThree(int count, int failed, bool isProtected)
    {
        var instances = Fleet(count).Select((instance, i) => i < failed ? instance.Critical(Now - TimeSpan.FromSeconds(i * 10)) : instance);

        Assert.Equal(isProtected ? Now : null, ProtectionRules.Decide(Plain, [.. instances], Now));
    }

    [Fact]
    public void Decide_FailuresOverALongerTime_AreNoMassFailure()
    {
        var instances = Fleet(3).Select((instance, i) => instance.Critical(Now - TimeSpan.FromSeconds(i * 61)));

        Assert.Null(ProtectionRules.Decide(Plain, [.. instances], Now));
    }

    [Fact]
    public void Decide_InstancesThatDiedBefore_DoNotOutvoteTheOthers()
    {
        var dead = Fleet(5).Select(instance => instance.Critical(Now - TimeSpan.FromMinutes(5)));
        var failing = Fleet(5).Select(instance => instance.Critical(Now));

        Assert.Equal(Now, ProtectionRules.Decide(Plain, [.. dead, .. failing], Now));
    }

    [Fact]
    public void IsRouted_WhileProtected_HoldsForTheEventOnly()
    {
        var service = Plain with { ProtectedSince = Now };
        var fleet = Fleet(1)[0];

        Assert.True(ProtectionRules.IsRouted(fleet.Critical(Now - TimeSpan.FromSeconds(60)), service, Now));
        Assert.True(ProtectionRules.IsRouted(fleet.Critical(Now + TimeSpan.FromSeconds(9)), service, Now + TimeSpan.FromSeconds(10)));
        Assert.False(ProtectionRules.IsRouted(fleet.Critical(Now - TimeSpan.FromSeconds(61)), service, Now));
        Assert.False(ProtectionRules.IsRouted(fleet.Critical(Now), service, Now + ProtectionRules.Longest));
    }

    [Fact]
    public void Maintenance_IsNoFailure_AndIsNeverRouted()
    {
        var maintained = Fleet(3).Select(instance => HealthTransitions.Maintain(instance, "", Now)).ToList();

        Assert.Null(ProtectionRules.Decide(Plain, maintained, Now));
        Assert.False(ProtectionRules.IsRouted(maintained[0], Plain with { ProtectedSince = Now }, Now));
    }

    [Fact]
    public void AnyHistory_Protection_IsNeverLongerThanFiveMinutes() => Histories.Sample(history =>
    {
        var longest = 0;
        var current = 0;
        foreach (var (now, swept) in Run(history))
        {
            current = ProtectionRules.IsActive(swept.Service, now) ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        Assert.InRange(longest, 0, 60);
    });

    [Fact]
    public void AnyHistory_HealthyInstances_AreAlwaysRouted() => Histories.Sample(history =>
        Assert.All(Run(history), tick => Assert.All(
            tick.Swept.Instances.Where(instance => !instance.IsCritical),
            instance => Assert.True(ProtectionRules.IsRouted(instance, tick.Swept.Service, tick.Now)))));

    [Fact]
    public void AnyHistory_Unprotected_CriticalInstancesAreNotRouted() => Histories.Sample(history =>
        Assert.All(Run(history).Where(tick => !ProtectionRules.IsActive(tick.Swept.Service, tick.Now)), tick => Assert.All(
            tick.Swept.Instances.Where(instance => instance.IsCritical),
            instance => Assert.False(ProtectionRules.IsRouted(instance, tick.Swept.Service, tick.Now)))));

    [Fact]
    public void AnyHistory_ProtectionBegins_OnlyWithThreeInstancesOfWhichMostFailedJustNow() => Histories.Sample(history =>
    {
        DateTimeOffset? before = null;
        foreach (var (now, swept) in Run(history))
        {
            if (swept.Service.ProtectedSince is { } since && before is null)
            {
                Assert.Equal(now, since);
                Assert.True(swept.Instances.Count >= ProtectionRules.LeastInstances);
                Assert.True(swept.Instances.Count(instance => now - instance.CriticalSince <= ProtectionRules.Window) >= 2);
            }

            before = swept.Service.ProtectedSince;
        }
    });

    // Rare but large, so that failures also last long enough to outlive the protection.
    private static Gen<int> Mask(double share, int every) => Gen.Frequency(
        (every - 1, Gen.Const(0)),
        (1, Gen.Double[0, 1].Array[8].Select(draws => draws.Select((draw, i) => draw < share ? 1 << i : 0).Sum())));

    private static List<ServiceInstance> Fleet(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Instances.Of("orders", $"orders-{i}", Now) with { ExpiresAt = DateTimeOffset.MaxValue })];

    private static IEnumerable<(DateTimeOffset Now, ServiceSweep Swept)> Run((int Count, (int Fail, int Recover)[] Ticks) history)
    {
        var (now, state) = (Now, new ServiceWithInstances(Plain, Fleet(history.Count)));
        foreach (var (fail, recover) in history.Ticks)
        {
            now += TimeSpan.FromSeconds(5);
            var swept = SweepRules.Sweep(state with { Instances = [.. state.Instances.Select((instance, i) => Change(instance, i))] }, now, default);
            yield return (now, swept);
            state = new ServiceWithInstances(swept.Service, swept.Instances);

            ServiceInstance Change(ServiceInstance instance, int i) =>
                (fail & 1 << i) != 0 ? Report(instance, HealthStatus.Unhealthy, now)
                : (recover & 1 << i) != 0 ? Report(instance, HealthStatus.Healthy, now)
                : instance;
        }
    }

    private static ServiceInstance Report(ServiceInstance instance, HealthStatus status, DateTimeOffset now) =>
        HealthTransitions.Report(instance, new HealthReport(status, null), now) with { ExpiresAt = instance.ExpiresAt };
}
