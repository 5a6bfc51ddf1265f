using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    private static readonly HealthCheck Probed = new() { Type = HealthCheckType.Http, Endpoint = "/health", UnhealthyThreshold = 2 };

    [Fact]
    public async Task RecordProbe_ThatChangesTheStatus_IsKeptAndToldWithItsReason()
    {
        var registered = await RegisterProbedAsync();
        await TakeEventsAsync();

        var result = await RecordAsync(HealthStatus.Unhealthy, "503 from /health");

        Assert.True(result.Changed);
        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Unhealthy, "503 from /health", Now), (found.Status, found.Output, found.CriticalSince));
        Assert.Equal((Now, 1, registered.ExpiresAt), (found.Probe?.LastProbe, found.Probe?.Failures, found.ExpiresAt));
        Assert.True(found.Revision > registered.Revision);
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task RecordProbe_BelowTheThreshold_IsKeptAndToldToNobody()
    {
        await RegisterProbedAsync();
        await RecordAsync(HealthStatus.Healthy, "200");
        var before = await FindAsync("orders-1");
        await TakeEventsAsync();

        Assert.False((await RecordAsync(HealthStatus.Unhealthy, "503")).Changed);

        var found = await FindAsync("orders-1");
        AssertSame(before with { Probe = before.Probe! with { Failures = 1, Doubts = 1 } }, found);
        Assert.Empty(await TakeEventsAsync());
        Assert.True((await RecordAsync(HealthStatus.Unhealthy, "503")).Changed);
    }

    [Fact]
    public async Task RecordProbe_ByACheckThatTheInstanceHasNoMore_ChangesNothing()
    {
        var before = await RegisterProbedAsync();

        var result = await Registry.RecordProbeAsync(
            Id("orders-1"), Probed with { Endpoint = "/old" }, new ProbeResult(HealthStatus.Unhealthy, "404", TimeSpan.Zero), Cancel);

        Assert.Equal((WriteOutcome.Done, false), (result.Outcome, result.Changed));
        AssertSame(before, await FindAsync("orders-1"));
        Assert.Equal(WriteOutcome.NotFound, (await Registry.RecordProbeAsync(Id("nobody"), Probed, Result(HealthStatus.Healthy, ""), Cancel)).Outcome);
    }

    [Fact]
    public async Task RecordProbe_Later_SurvivesHeartbeatsAndTheSameRegistration()
    {
        await RegisterProbedAsync();
        await RecordAsync(HealthStatus.Healthy, "200");
        var before = await FindAsync("orders-1");

        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await RegisterProbedAsync();

        var found = await FindAsync("orders-1");
        Assert.Equal((before.Probe, before.Status, before.Revision), (found.Probe, found.Status, found.Revision));
    }

    [Fact]
    public async Task Maintain_TakesOut_UntilItEnds()
    {
        await RegisterAsync("orders", "orders-1");
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await TakeEventsAsync();

        Assert.True((await Registry.MaintainAsync(Id("orders-1"), "patching", Callers.Of("orders"), Cancel)).Changed);
        Assert.False((await Registry.MaintainAsync(Id("orders-1"), "patching", Callers.Of("orders"), Cancel)).Changed);
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await ReportAsync("orders-1", HealthStatus.Healthy);
        await RegisterAsync("orders", "orders-1", 5002);

        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Unhealthy, "patching", "In maintenance: patching", null), (found.Status, found.Maintenance, found.Output, found.CriticalSince));
        Assert.True((await Registry.MaintainAsync(Id("orders-1"), null, Callers.Of("orders"), Cancel)).Changed);
        Assert.Equal((HealthStatus.Unknown, null), ((await FindAsync("orders-1")).Status, (await FindAsync("orders-1")).Maintenance));
        Assert.Equal(
            [EventTypes.HealthChanged, EventTypes.ServiceUpdated, EventTypes.HealthChanged], (await TakeEventsAsync()).Select(told => told.Type));
    }

    [Fact]
    public async Task Maintain_ByAServiceThatMayNot_IsForbidden()
    {
        await RegisterAsync("orders", "orders-1");

        Assert.Equal(WriteOutcome.Forbidden, (await Registry.MaintainAsync(Id("orders-1"), "", Callers.Of("inventory"), Cancel)).Outcome);
        Assert.Equal(WriteOutcome.NotFound, (await Registry.MaintainAsync(Id("nobody"), "", Callers.Admin, Cancel)).Outcome);
    }

    [Fact]
    public async Task Sweep_InstanceInMaintenance_LeavesOnlyWhenItFellSilentForTooLong()
    {
        await RegisterProbedAsync();
        await Registry.MaintainAsync(Id("orders-1"), "", Callers.Admin, Cancel);
        await PassAsync(LeaseRules.Default + HealthCheck.DefaultDeregisterCriticalAfter);
        Assert.NotNull(await Registry.FindAsync(Id("orders-1"), Cancel));

        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Null(await Registry.FindAsync(Id("orders-1"), Cancel));
    }

    private static ProbeResult Result(HealthStatus status, string output) => new(status, output, TimeSpan.FromMilliseconds(3));

    private Task<ServiceInstance> RegisterProbedAsync() => RegisterAsync("orders", "orders-1", 5001, plain => plain with { HealthCheck = Probed });

    private Task<WriteResult> RecordAsync(HealthStatus status, string output) =>
        Registry.RecordProbeAsync(Id("orders-1"), Probed, Result(status, output), Cancel);
}
