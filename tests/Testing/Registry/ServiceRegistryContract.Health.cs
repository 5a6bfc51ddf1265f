using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    [Fact]
    public async Task Write_UnknownId_IsNotFound()
    {
        Assert.Equal(WriteOutcome.NotFound, (await Registry.HeartbeatAsync(Id("nobody"), Callers.Admin, Cancel)).Outcome);
        Assert.Equal(WriteOutcome.NotFound, (await Registry.DeregisterAsync(Id("nobody"), Callers.Admin, Cancel)).Outcome);
        Assert.Equal(WriteOutcome.NotFound, (await ReportAsync("nobody", HealthStatus.Healthy)).Outcome);
        Assert.Equal(WriteOutcome.NotFound, (await ReplaceMetadataAsync("nobody", "a", "b")).Outcome);
    }

    [Fact]
    public async Task Write_ByAServiceThatMayNot_IsForbiddenAndChangesNothing()
    {
        var before = await RegisterAsync("orders", "orders-1");
        await TakeEventsAsync();
        var stranger = Callers.Of("inventory");
        Time.Advance(TimeSpan.FromSeconds(1));

        var report = new HealthReport(HealthStatus.Unhealthy, null);
        Assert.Equal(WriteOutcome.Forbidden, (await Registry.HeartbeatAsync(Id("orders-1"), stranger, Cancel)).Outcome);
        Assert.Equal(WriteOutcome.Forbidden, (await Registry.DeregisterAsync(Id("orders-1"), stranger, Cancel)).Outcome);
        Assert.Equal(WriteOutcome.Forbidden, (await Registry.ReportHealthAsync(Id("orders-1"), report, stranger, Cancel)).Outcome);
        Assert.Equal(
            WriteOutcome.Forbidden,
            (await Registry.ReplaceMetadataAsync(Id("orders-1"), new Dictionary<string, string> { ["a"] = "b" }, stranger, Cancel)).Outcome);

        AssertSame(before, await FindAsync("orders-1"));
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Heartbeat_First_MakesHealthyAndTellsIt()
    {
        var registered = await RegisterAsync("orders", "orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(10));

        var result = await Registry.HeartbeatAsync(Id("orders-1"), Callers.Of("orders"), Cancel);

        Assert.True(result.Changed);
        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Healthy, Now, Now + found.Lease), (found.Status, found.LastHealthCheck, found.ExpiresAt));
        Assert.True(found.Revision > registered.Revision);
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Heartbeat_Later_OnlyRenewsTheLease()
    {
        await RegisterAsync("orders", "orders-1");
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        var before = await FindAsync("orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(10));

        var result = await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);

        Assert.False(result.Changed);
        AssertSame(before with { ExpiresAt = Now + before.Lease, LastHealthCheck = Now }, await FindAsync("orders-1"));
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Heartbeat_AfterAReport_DoesNotTakeItBack()
    {
        await RegisterAsync("orders", "orders-1");
        await ReportAsync("orders-1", HealthStatus.Degraded, "slow disk");

        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);

        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Degraded, "slow disk"), (found.Status, found.Output));
    }

    [Fact]
    public async Task Report_Unhealthy_IsCriticalAtOnce()
    {
        await RegisterAsync("orders", "orders-1");
        await TakeEventsAsync();

        var result = await ReportAsync("orders-1", HealthStatus.Unhealthy, "out of memory");

        Assert.True(result.Changed);
        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Unhealthy, "out of memory", Now), (found.Status, found.Output, found.CriticalSince));
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task ReplaceMetadata_Replaces_AndIsNoSignOfLife()
    {
        var before = await RegisterAsync("orders", "orders-1", 5001, plain => plain with { Metadata = new Dictionary<string, string> { ["old"] = "1" } });
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await ReplaceMetadataAsync("orders-1", "new", "2")).Changed);
        Assert.False((await ReplaceMetadataAsync("orders-1", "new", "2")).Changed);

        var found = await FindAsync("orders-1");
        Assert.Equal([KeyValuePair.Create("new", "2")], found.Metadata);
        Assert.Equal((before.ExpiresAt, Now), (found.ExpiresAt, found.LastUpdated));
        Assert.Equal(EventTypes.ServiceUpdated, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Deregister_Removes_AndIsRememberedForADay()
    {
        var before = await RegisterAsync("orders", "orders-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(1));

        var result = await Registry.DeregisterAsync(Id("orders-1"), Callers.Of("orders"), Cancel);

        Assert.Equal((WriteOutcome.Done, Now), (result.Outcome, result.Instance?.LastUpdated));
        Assert.Null(await Registry.FindAsync(Id("orders-1"), Cancel));
        Assert.Equal(WriteOutcome.NotFound, (await Registry.DeregisterAsync(Id("orders-1"), Callers.Admin, Cancel)).Outcome);
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal((EventTypes.ServiceDeregistered, true), (told.Type, told.Revision > before.Revision));
        var tracking = await Registry.TrackAsync(Id("orders-1"), Cancel);
        Assert.Equal((Now, Now, DeregistrationReason.Requested), (tracking?.DeregisteredAt, tracking?.LastUpdated, tracking?.Reason));
        Assert.Empty((await SnapshotOfAsync("orders")).Instances);

        Time.Advance(Tombstone.Retention);
        await SweepAsync();
        Assert.Null(await Registry.TrackAsync(Id("orders-1"), Cancel));
        Assert.Empty((await Registry.SnapshotAsync(Cancel)).Services);
    }

    [Fact]
    public async Task Register_AfterDeregister_IsNewWithAHigherRevision()
    {
        await RegisterAsync("orders", "orders-1");
        await Registry.DeregisterAsync(Id("orders-1"), Callers.Admin, Cancel);
        var left = (await TakeEventsAsync()).Max(@event => @event.Revision);

        var result = await TryRegisterAsync(Registrations.Of("orders", "orders-1"));

        Assert.Equal(RegistrationOutcome.Created, result.Outcome);
        Assert.True(result.Instance?.Revision > left);
        Assert.Null((await Registry.TrackAsync(Id("orders-1"), Cancel))?.DeregisteredAt);
    }

    private Task<WriteResult> ReportAsync(string id, HealthStatus status, string? output = null) =>
        Registry.ReportHealthAsync(Id(id), new HealthReport(status, output), Callers.Admin, Cancel);

    private Task<WriteResult> ReplaceMetadataAsync(string id, string key, string value) =>
        Registry.ReplaceMetadataAsync(Id(id), new Dictionary<string, string> { [key] = value }, Callers.Admin, Cancel);
}
