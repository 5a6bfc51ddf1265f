using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    [Fact]
    public async Task Import_NewInstance_IsThereWithItsSourceAndHealth()
    {
        var result = await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1", status: HealthStatus.Degraded)), Cancel);

        var found = await FindAsync("c-1");
        Assert.Equal((1, 0), (result.Changed, result.Held.Count));
        Assert.Equal((Imports.Source, HealthStatus.Degraded), (found.Source, found.Status));
        AssertSame(found, Assert.Single(await Registry.ListImportedAsync(Imports.Source, Cancel)));
        Assert.Empty(await Registry.ListImportedAsync("consul:dc2", Cancel));
        Assert.Equal(EventTypes.ServiceRegistered, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Import_SameAgain_ChangesNothing()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);
        var before = await FindAsync("c-1");
        await TakeEventsAsync();
        Time.Advance(TimeSpan.FromSeconds(5));

        var result = await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);

        Assert.Equal(0, result.Changed);
        AssertSame(before, await FindAsync("c-1"));
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Import_OtherHealth_IsToldAsAChange()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);
        await TakeEventsAsync();

        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1", status: HealthStatus.Unhealthy)), Cancel);

        var found = await FindAsync("c-1");
        Assert.Equal((HealthStatus.Unhealthy, Now), (found.Status, found.CriticalSince));
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Imported_ForDays_NeitherExpiresNorLeaves()
    {
        await Registry.ImportAsync(
            Imports.Batch(Imports.Of("orders", "c-1"), Imports.Of("orders", "c-2", 5002, HealthStatus.Unhealthy)), Cancel);
        await SweepAsync();
        await TakeEventsAsync();

        Time.Advance(TimeSpan.FromDays(3));
        await PassAsync(TimeSpan.FromSeconds(90));

        Assert.Equal(HealthStatus.Healthy, (await FindAsync("c-1")).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("c-2")).Status);
        var healthy = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None with { HealthyOnly = true }, PageRequest.First, Cancel);
        Assert.Equal("c-1", Assert.Single(healthy.Items).ServiceId.Value);
        Assert.Empty(await TakeEventsAsync());
    }

    [Fact]
    public async Task Import_Departed_LeavesWithItsReason()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);
        await TakeEventsAsync();

        var result = await Registry.ImportAsync(Imports.Departure("c-1", "never-there"), Cancel);

        Assert.Equal(1, result.Changed);
        Assert.Null(await Registry.FindAsync(Id("c-1"), Cancel));
        Assert.Equal(DeregistrationReason.Unlisted, (await Registry.TrackAsync(Id("c-1"), Cancel))?.Reason);
        Assert.Equal(EventTypes.ServiceDeregistered, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Import_DepartedOfAnother_StaysWhereItIs()
    {
        await RegisterAsync("orders", "own");
        await Registry.ImportAsync(new ImportBatch("consul:dc2", [Imports.Of("orders", "theirs", 5002)], []), Cancel);

        Assert.Equal(0, (await Registry.ImportAsync(Imports.Departure("own", "theirs"), Cancel)).Changed);

        Assert.Null((await FindAsync("own")).Source);
        Assert.Equal("consul:dc2", (await FindAsync("theirs")).Source);
    }

    [Fact]
    public async Task Import_AddressThatADepartedOneHad_TakesItInOneBatch()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1"), Imports.Of("orders", "c-2", 5002)), Cancel);

        var swap = new ImportBatch(Imports.Source, [Imports.Of("orders", "c-1", 5002), Imports.Of("orders", "c-2")], [Id("c-1"), Id("c-2")]);
        var result = await Registry.ImportAsync(swap, Cancel);

        Assert.Empty(result.Held);
        Assert.Equal((5002, 5001), ((await FindAsync("c-1")).Port, (await FindAsync("c-2")).Port));
    }

    [Fact]
    public async Task Import_WhatTheRegistryHolds_IsLeftOut()
    {
        await RegisterAsync("orders", "same-id");
        await RegisterAsync("orders", "same-address", 5002);

        var result = await Registry.ImportAsync(
            Imports.Batch(Imports.Of("orders", "same-id", 5003), Imports.Of("orders", "c-2", 5002), Imports.Of("orders", "c-3", 5004)), Cancel);

        Assert.Equal(["same-id", "c-2"], result.Held.Select(id => id.Value));
        Assert.Equal((1, 5001), (result.Changed, (await FindAsync("same-id")).Port));
        Assert.Null(await Registry.FindAsync(Id("c-2"), Cancel));
    }

    [Fact]
    public async Task Import_MovedToAnAddressThatIsHeld_IsNowhere()
    {
        await RegisterAsync("orders", "holder", 5002);
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);

        var result = await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1", 5002)), Cancel);

        Assert.Equal((1, "c-1"), (result.Changed, Assert.Single(result.Held).Value));
        Assert.Null(await Registry.FindAsync(Id("c-1"), Cancel));
    }

    [Fact]
    public async Task Import_AddressOfADeadInstance_EvictsIt()
    {
        await RegisterAsync("orders", "dead");
        await PassAsync(TimeSpan.FromSeconds(40));

        var result = await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);

        Assert.Empty(result.Held);
        Assert.Null(await Registry.FindAsync(Id("dead"), Cancel));
    }

    [Fact]
    public async Task Imported_WrittenByCallers_IsRefused()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);
        var before = await FindAsync("c-1");
        var service = Callers.Of("orders");

        foreach (var caller in new[] { Callers.Admin, service })
        {
            Assert.Equal(RegistrationOutcome.Imported, (await TryRegisterAsync(Registrations.Of("orders", "c-1", 5009), caller)).Outcome);
            Assert.Equal(WriteOutcome.Imported, (await Registry.HeartbeatAsync(Id("c-1"), caller, Cancel)).Outcome);
            var report = new HealthReport(HealthStatus.Unhealthy, null);
            Assert.Equal(WriteOutcome.Imported, (await Registry.ReportHealthAsync(Id("c-1"), report, caller, Cancel)).Outcome);
            var metadata = new Dictionary<string, string> { ["k"] = "v" };
            Assert.Equal(WriteOutcome.Imported, (await Registry.ReplaceMetadataAsync(Id("c-1"), metadata, caller, Cancel)).Outcome);
        }

        Assert.Equal(WriteOutcome.Imported, (await Registry.DeregisterAsync(Id("c-1"), service, Cancel)).Outcome);
        Assert.Equal(RegistrationOutcome.AddressHeld, (await TryRegisterAsync(Registrations.Of("orders", "other"))).Outcome);
        AssertSame(before, await FindAsync("c-1"));
    }

    [Fact]
    public async Task Imported_DeregisteredByAnAdmin_Leaves()
    {
        await Registry.ImportAsync(Imports.Batch(Imports.Of("orders", "c-1")), Cancel);

        Assert.True((await Registry.DeregisterAsync(Id("c-1"), Callers.Admin, Cancel)).Succeeded);

        Assert.Null(await Registry.FindAsync(Id("c-1"), Cancel));
    }
}
