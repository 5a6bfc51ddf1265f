using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Health;
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
            Id("orders-1"), Target(5001, Probed with { Endpoint = "/old" }), ProbeResults.Of(HealthStatus.Unhealthy, "404"), Cancel);

        Assert.Equal((WriteOutcome.Done, false), (result.Outcome, result.Changed));
        AssertSame(before, await FindAsync("orders-1"));
        Assert.Equal(WriteOutcome.NotFound, (await Registry.RecordProbeAsync(Id("nobody"), Target(5001, Probed), ProbeResults.Of(HealthStatus.Healthy), Cancel)).Outcome);
    }

    [Fact]
    public async Task RecordProbe_OfWhereTheInstanceWas_ChangesNothing()
    {
        await RegisterProbedAsync();
        var before = await RegisterAsync("orders", "orders-1", 5002, plain => plain with { HealthCheck = Probed });

        Assert.False((await RecordAsync(HealthStatus.Unhealthy, "nobody listens")).Changed);

        AssertSame(before, await FindAsync("orders-1"));
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

    [Fact]
    public async Task ListStatus_FiltersByWhatIsTrueNow_AndSaysWhatIsRouted()
    {
        await RegisterAsync("orders", "orders-1", 5001);
        await RegisterAsync("orders", "orders-2", 5002);
        await RegisterAsync("stock", "stock-1", 5003, plain => plain with { Lease = TimeSpan.FromHours(1) });
        await PassAsync(LeaseRules.Default - TimeSpan.FromSeconds(5));
        await Registry.MaintainAsync(Id("orders-2"), "", Callers.Admin, Cancel);
        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["orders-1 no", "orders-2 no", "stock-1 yes"], await StatusAsync(new StatusFilter()));
        Assert.Equal(["orders-1 no", "orders-2 no"], await StatusAsync(new StatusFilter(Status: HealthStatus.Unhealthy)));
        Assert.Equal(["stock-1 yes"], await StatusAsync(new StatusFilter(Name("stock"), HealthStatus.Unknown)));
        Assert.Empty(await StatusAsync(new StatusFilter(Name("orders"), HealthStatus.Unknown)));
        var page = await Registry.ListStatusAsync(new StatusFilter(), new PageRequest(1, "orders-1"), Cancel);
        Assert.Equal(("orders-2", "orders-2"), (Assert.Single(page.Items).Instance.ServiceId.Value, page.Next));
    }

    [Fact]
    public async Task ListStatus_OfAProtectedService_ShowsTheTruthAndThatItIsRouted()
    {
        for (var i = 1; i <= 3; i++)
        {
            await RegisterAsync("orders", $"orders-{i}", 5000 + i);
            await ReportAsync($"orders-{i}", HealthStatus.Unhealthy);
        }

        await SweepAsync();

        var page = await Registry.ListStatusAsync(new StatusFilter(Name("orders")), PageRequest.First, Cancel);
        Assert.Equal(3, page.Items.Count);
        Assert.All(page.Items, status => Assert.Equal((HealthStatus.Unhealthy, true, true), (status.Instance.Status, status.IsProtected, status.IsRouted)));
    }

    [Fact]
    public async Task ProbeShards_HoldEveryProbedInstanceOnce()
    {
        Assert.Empty(await Registry.ListProbeShardsAsync(2, Cancel));
        var ttl = new HealthCheck { Type = HealthCheckType.Ttl };
        for (var i = 0; i < 5; i++)
        {
            await RegisterAsync("orders", $"orders-{i}", 5000 + i, plain => plain with { HealthCheck = Probed });
            await RegisterAsync("quiet", $"quiet-{i}", 6000 + i, plain => plain with { HealthCheck = i % 2 == 0 ? ttl : null });
        }

        var starts = await Registry.ListProbeShardsAsync(2, Cancel);

        Assert.Equal(["orders-0", "orders-2", "orders-4"], starts.Select(start => start.Value));
        var second = await Registry.ReadProbedAsync(starts[1], starts[2], 10, Cancel);
        Assert.Equal(["orders-2", "orders-3"], second.Select(instance => instance.ServiceId.Value));
        Assert.Equal("orders-4", Assert.Single(await Registry.ReadProbedAsync(starts[2], null, 10, Cancel)).ServiceId.Value);
        Assert.Equal("orders-0", Assert.Single(await Registry.ReadProbedAsync(starts[0], null, 1, Cancel)).ServiceId.Value);
    }

    private async Task<IEnumerable<string>> StatusAsync(StatusFilter filter) =>
        (await Registry.ListStatusAsync(filter, PageRequest.First, Cancel)).Items
            .Select(status => $"{status.Instance.ServiceId} {(status.IsRouted ? "yes" : "no")}");

    private static ProbeTarget Target(int port, HealthCheck check)
    {
        var registered = Registrations.Of("orders", "orders-1", port);
        return new ProbeTarget(registered.Address, port, registered.Scheme, check);
    }

    private Task<ServiceInstance> RegisterProbedAsync() => RegisterAsync("orders", "orders-1", 5001, plain => plain with { HealthCheck = Probed });

    private Task<WriteResult> RecordAsync(HealthStatus status, string output) =>
        Registry.RecordProbeAsync(Id("orders-1"), Target(5001, Probed), ProbeResults.Of(status, output), Cancel);
}
