using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Identity;
using Xunit;

namespace ToskaMesh.Testing.Registry;

public abstract partial class ServiceRegistryContract
{
    [Fact]
    public async Task Read_AfterTheLease_ShowsUnhealthyBeforeAnySweep()
    {
        var registered = await RegisterAsync("orders", "orders-1");
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await SweepAsync();

        await PassAsync(registered.Lease - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HealthStatus.Healthy, (await FindAsync("orders-1")).Status);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await Registry.TrackAsync(Id("orders-1"), Cancel))?.Status);
        var all = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, PageRequest.First, Cancel);
        Assert.Equal(HealthStatus.Unhealthy, Assert.Single(all.Items).Status);
        var healthy = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None with { HealthyOnly = true }, PageRequest.First, Cancel);
        Assert.Empty(healthy.Items);
    }

    [Fact]
    public async Task Sweep_AfterTheLease_CommitsTheExpiryOnce()
    {
        var registered = await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        await TakeEventsAsync();
        await PassAsync(TimeSpan.FromSeconds(25));
        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, (await SweepAsync()).Changed);
        Assert.Equal(0, (await SweepAsync()).Changed);

        var stored = Assert.Single((await SnapshotOfAsync("orders")).Instances);
        Assert.Equal((HealthStatus.Unhealthy, Now, true), (stored.Status, stored.CriticalSince, stored.Revision > registered.Revision));
        var told = Assert.Single(await TakeEventsAsync());
        Assert.Equal((EventTypes.HealthChanged, stored.Revision), (told.Type, told.Revision));
    }

    [Fact]
    public async Task Heartbeat_AfterAnExpiry_BringsTheInstanceBack()
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(40));

        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);

        var found = await FindAsync("orders-1");
        Assert.Equal((HealthStatus.Healthy, null), (found.Status, found.CriticalSince));
    }

    [Fact]
    public async Task Register_SameBodyAfterAnExpiry_BringsTheInstanceBackAndTellsIt()
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(40));
        await TakeEventsAsync();

        var result = await TryRegisterAsync(Registrations.Of("orders", "orders-1"));

        Assert.Equal((RegistrationOutcome.Renewed, HealthStatus.Unknown), (result.Outcome, (await FindAsync("orders-1")).Status));
        Assert.Equal(EventTypes.HealthChanged, Assert.Single(await TakeEventsAsync()).Type);
    }

    [Fact]
    public async Task Sweep_CriticalForTooLong_Deregisters()
    {
        await RegisterAsync("orders", "patient");
        await RegisterAsync("orders", "hasty", 5002, plain => plain with
        {
            HealthCheck = new HealthCheck { Type = HealthCheckType.Ttl, DeregisterCriticalAfter = TimeSpan.FromMinutes(1) },
        });

        await PassAsync(TimeSpan.FromSeconds(85));
        Assert.NotNull(await Registry.FindAsync(Id("hasty"), Cancel));
        await PassAsync(TimeSpan.FromSeconds(15));

        Assert.Null(await Registry.FindAsync(Id("hasty"), Cancel));
        Assert.Equal(DeregistrationReason.Critical, (await Registry.TrackAsync(Id("hasty"), Cancel))?.Reason);
        Assert.NotNull(await Registry.FindAsync(Id("patient"), Cancel));
        await PassAsync(TimeSpan.FromMinutes(10));
        Assert.Null(await Registry.FindAsync(Id("patient"), Cancel));
    }

    [Fact]
    public async Task Sweep_AfterASleep_ExpiresNothingUntilTheGraceEnds()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        Time.Advance(TimeSpan.FromHours(8));

        Assert.Equal(HealthStatus.Unknown, (await FindAsync("orders-1")).Status);
        Assert.True((await Registry.SnapshotAsync(Cancel)).Grace.IsForAll);
        Assert.Equal((0, true), await SweptAsync());
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((0, true), await SweptAsync());
        Assert.Equal(HealthStatus.Unknown, (await FindAsync("orders-1")).Status);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        Assert.Equal((1, false), await SweptAsync());
    }

    [Fact]
    public async Task Sweep_AfterASleep_DeregistersNothingUntilTheGraceEnds()
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(40));
        Time.Advance(TimeSpan.FromHours(8));

        await SweepAsync();
        Assert.NotNull(await Registry.FindAsync(Id("orders-1"), Cancel));
        await PassAsync(TimeSpan.FromSeconds(60));

        Assert.Null(await Registry.FindAsync(Id("orders-1"), Cancel));
    }

    [Fact]
    public async Task Sweep_ALateTimer_IsNoAbsence()
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(20));
        Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal((1, false), await SweptAsync());
    }

    [Theory]
    [InlineData(13)]
    [InlineData(60)]
    public async Task Absence_OfWhatever_LetsTheLeasesThatWereRunningBeginAnew(int seconds)
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(20));
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await PassAsync(TimeSpan.FromSeconds(25));
        Time.Advance(TimeSpan.FromSeconds(seconds));

        await SeenAsync(HealthStatus.Healthy, isSpared: true);
        Assert.Equal((0, false), await SweptAsync());
        await PassAsync(TimeSpan.FromSeconds(29));
        await SeenAsync(HealthStatus.Healthy, isSpared: true);
        Time.Advance(TimeSpan.FromSeconds(1));

        await SeenAsync(HealthStatus.Unhealthy, isSpared: false);
        Assert.Equal((1, false), await SweptAsync());
    }

    [Fact]
    public async Task Absence_OfWhatHadRunOutBefore_ChangesNothing()
    {
        await RegisterAsync("orders", "orders-1");
        await PassAsync(TimeSpan.FromSeconds(40));
        Time.Advance(TimeSpan.FromSeconds(40));

        await SeenAsync(HealthStatus.Unhealthy, isSpared: false);
        Assert.Equal((0, false), await SweptAsync());
        await SeenAsync(HealthStatus.Unhealthy, isSpared: false);
    }

    [Fact]
    public async Task Absence_AfterAHeartbeatAtItsEnd_LeavesALeaseLikeAnyOther()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        Time.Advance(TimeSpan.FromSeconds(40));
        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);

        await SeenAsync(HealthStatus.Healthy, isSpared: false);
        await PassAsync(TimeSpan.FromSeconds(30));

        await SeenAsync(HealthStatus.Unhealthy, isSpared: false);
    }

    [Fact]
    public async Task LastAbsence_IsSeenByTheFirstWhoAsks_AndStays()
    {
        await SweepAsync();
        Assert.Null(await Registry.LastAbsenceAsync(Cancel));
        Time.Advance(Absence.DefaultGap);
        Assert.Null(await Registry.LastAbsenceAsync(Cancel));
        var from = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromSeconds(20));
        var absence = new Absence(from, Time.GetUtcNow());

        Assert.Equal(absence, await Registry.LastAbsenceAsync(Cancel));
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(absence, await Registry.LastAbsenceAsync(Cancel));
    }

    [Fact]
    public async Task Absences_BetweenWhichNobodyHadATurn_AreOne()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(35));
            await PassAsync(TimeSpan.FromSeconds(2));
            await SeenAsync(HealthStatus.Unknown, isSpared: true);
        }
    }

    [Fact]
    public async Task Ticks_ThatAreAlwaysLate_FindADeadInstanceAllTheSame()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        var changed = 0;
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(3); waited += TimeSpan.FromSeconds(20))
        {
            Time.Advance(TimeSpan.FromSeconds(20));
            changed += (await SweepAsync()).Changed;
        }

        Assert.Equal(1, changed);
    }

    [Fact]
    public async Task Register_AtTheAddressOfOneThatIsSpared_IsRefusedUntilItsLeaseIsOver()
    {
        await RegisterAsync("orders", "orders-1", 5001);
        await SweepAsync();
        Time.Advance(TimeSpan.FromSeconds(40));
        await SweepAsync();

        Assert.Equal(RegistrationOutcome.AddressHeld, (await TryRegisterAsync(Registrations.Of("billing", "billing-1", 5001))).Outcome);
        await PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RegistrationOutcome.Created, (await TryRegisterAsync(Registrations.Of("billing", "billing-1", 5001))).Outcome);
    }

    [Fact]
    public async Task Read_TimerThatStopped_GoesOnDecidingByTime()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        Time.Advance(TimeSpan.FromSeconds(5));

        for (var waited = 5; waited < 600; waited += 5)
        {
            Assert.Equal(waited < 30 ? HealthStatus.Unknown : HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
            Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Read_ThatEndsASleep_BeginsTheGraceAndStoresItsEnd()
    {
        await RegisterAsync("orders", "orders-1");
        await SweepAsync();
        Time.Advance(TimeSpan.FromHours(8));

        Assert.Equal(HealthStatus.Unknown, (await FindAsync("orders-1")).Status);
        Time.Advance(TimeSpan.FromSeconds(59));
        var listed = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None, PageRequest.First, Cancel);
        Assert.Equal(HealthStatus.Unknown, Assert.Single(listed.Items).Status);
        Assert.Equal((0, true), await SweptAsync());
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        Assert.Equal((1, false), await SweptAsync());
    }

    [Fact]
    public async Task Sweep_NewStore_HasNotSlept()
    {
        await RegisterAsync("orders", "orders-1");
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HealthStatus.Unhealthy, (await FindAsync("orders-1")).Status);
        Assert.Equal((1, false), await SweptAsync());
    }

    [Fact]
    public async Task Sweep_MassFailure_ProtectsTheServiceUntilHalfRecover()
    {
        await RegisterAsync("orders", "orders-1", 5001);
        await RegisterAsync("orders", "orders-2", 5002);
        await RegisterAsync("orders", "orders-3", 5003);
        await PassAsync(TimeSpan.FromSeconds(30));

        var failed = await SnapshotOfAsync("orders");
        Assert.Equal(Now, failed.Service.ProtectedSince);
        Assert.All(failed.Instances, instance => Assert.True(instance.IsCritical));

        await Registry.HeartbeatAsync(Id("orders-1"), Callers.Admin, Cancel);
        await Registry.HeartbeatAsync(Id("orders-2"), Callers.Admin, Cancel);
        Assert.Equal(1, (await SweepAsync()).Changed);
        Assert.Null((await SnapshotOfAsync("orders")).Service.ProtectedSince);
    }

    [Fact]
    public async Task Sweep_ManyExpiries_AreAllCommittedInTheEnd()
    {
        for (var i = 1; i <= 120; i++)
        {
            await RegisterAsync($"service-{i}", $"instance-{i}", 6000 + i);
        }

        await PassAsync(TimeSpan.FromSeconds(25));
        Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(120, (await SweepAsync()).Changed);
        var snapshot = await Registry.SnapshotAsync(Cancel);
        Assert.All(snapshot.Services.SelectMany(service => service.Instances), instance => Assert.True(instance.IsCritical));
    }

    /// <summary>All ways to look at the only instance say the same.</summary>
    private async Task SeenAsync(HealthStatus expected, bool isSpared)
    {
        var found = await FindAsync("orders-1");
        Assert.Equal(expected, found.Status);
        Assert.Equal(expected, (await Registry.TrackAsync(Id("orders-1"), Cancel))?.Status);
        var healthy = await Registry.ListInstancesAsync(Name("orders"), InstanceFilter.None with { HealthyOnly = true }, PageRequest.First, Cancel);
        Assert.Equal(expected is HealthStatus.Healthy, healthy.Items.Count == 1);
        foreach (var status in Enum.GetValues<HealthStatus>())
        {
            var listed = await Registry.ListStatusAsync(new StatusFilter(null, status), PageRequest.First, Cancel);
            Assert.Equal(status == expected ? [(expected, isSpared)] : [], listed.Items.Select(one => (one.Instance.Status, one.IsSpared)));
        }

        var snapshot = await Registry.SnapshotAsync(Cancel);
        var stored = Assert.Single(Assert.Single(snapshot.Services).Instances);
        Assert.Equal(expected, HealthTransitions.Effective(stored, snapshot.TakenAt, snapshot.Grace));
    }

    private async Task<(int Changed, bool InGrace)> SweptAsync()
    {
        var result = await SweepAsync();
        return (result.Changed, result.InGrace);
    }
}
