using static ToskaMesh.Emulator.Tests.Timers.TimerWorld;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerListenerStorageTests
{
    private static readonly IOException Outage = new("The storage does not answer.");

    [Fact]
    public async Task Timer_StatusUnreadableAtStart_WaitsAndIsPastDueOnceItCanBeRead()
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddMinutes(-10), next: Noon.AddMinutes(-5));
        world.Statuses.Failure = Outage;
        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(10), Busy);
        Assert.Equal(0, world.Function.Count);
        Assert.InRange(world.Statuses.Reads, 5, 30);
        world.Statuses.Failure = null;
        world.Time.AdvanceToNext();
        var run = await world.Function.NextAsync();

        Assert.True(run.Tick.IsPastDue);
        Assert.Equal(Noon.AddMinutes(-5), run.Tick.Status!.Next);
    }

    [Fact]
    public async Task Timer_LockUnreachableAtStart_DoesNotRunUntilItIsReached()
    {
        await using var world = new TimerWorld();
        world.Locks.Failure = Outage;
        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(10), Busy);
        Assert.Equal(0, world.Function.Count);
        world.Locks.Failure = null;
        world.Time.AdvanceToNext();
        await world.Time.WaitingAsync(Idle);

        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task SubMinuteTimer_NoStorageAtAll_Runs()
    {
        await using var world = new TimerWorld();
        world.Locks.Failure = Outage;
        world.Statuses.Failure = Outage;

        await world.StartAsync(Timer("*/10 * * * * *"));
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(5), Idle);

        Assert.Equal(30, world.Function.Count);
    }

    [Fact]
    public async Task SubMinuteTimer_StorageFailsForLongerThanTheLease_GoesOn()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("*/10 * * * * *"));
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(1), Idle);
        world.Locks.Failure = Outage;

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(5), Idle);
        world.Locks.Failure = null;
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(5), Idle);

        Assert.Equal(66, world.Function.Count);
        Assert.Null(await world.TakeLockAsync(Lease));
    }

    [Fact]
    public async Task SubMinuteTimer_StorageAnswersThatAnotherHostRunsIt_StandsBy()
    {
        await using var world = new TimerWorld();
        world.Locks.Failure = Outage;
        await world.StartAsync(Timer("0/40 * * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Locks.Failure = null;
        await world.TakeLockAsync(TimeSpan.FromHours(1));

        world.Time.AdvanceToNext();
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(30), Busy);

        Assert.Equal(0, world.Function.Count);
    }

    [Fact]
    public async Task Timer_RenewalFailsAndRecoversWithinTheLease_GoesOn()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(20), Idle);
        world.Locks.Failure = Outage;

        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(35), Idle);
        world.Locks.Failure = null;
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(5), Idle);

        Assert.Equal(1, world.Function.Count);
        Assert.False((await world.Function.NextAsync()).Tick.IsPastDue);
    }

    [Fact]
    public async Task Timer_RenewalFailsForLongerThanTheLease_MakesNoFurtherRunUntilItRecovers()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Locks.Failure = Outage;

        await world.Time.AdvanceAsync(Lease - TimeSpan.FromSeconds(1), Idle);
        world.Time.AdvanceToNext();
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(10), Busy);
        Assert.Equal(0, world.Function.Count);
        world.Locks.Failure = null;
        world.Time.AdvanceToNext();

        Assert.True((await world.Function.NextAsync()).Tick.IsPastDue);
    }

    [Fact]
    public async Task Timer_StatusNotStoredAfterARun_IsStoredWhenTheStorageIsBack()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Statuses.Failure = Outage;

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(6), Idle);
        world.Statuses.Failure = null;
        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(30), Idle);

        Assert.Equal(Noon.AddMinutes(10), (await world.StoredAsync())!.Next);
        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Timer_StatusNotStoredUntilTheNextOccurrence_RunsOnTime()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Statuses.Failure = Outage;

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(20), Idle);

        Assert.Equal(4, world.Function.Count);
        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal(Noon.AddMinutes(5 * run), (await world.Function.NextAsync()).At);
        }
    }
}
