using static ToskaMesh.Emulator.Tests.Timers.TimerWorld;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerListenerLockTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    // The runner waits for its run and its renewal, the other host to try again.
    private static int RunnerAndStandby => Idle + Busy;

    [Theory]
    [InlineData("0 */5 * * * *", 12)]
    [InlineData("*/30 * * * * *", 120)]
    public async Task TwoHosts_OneStorage_OnlyOneRuns(string schedule, int runs)
    {
        await using var world = new TimerWorld();
        var (first, second) = (new TimerFunction(world.Time), new TimerFunction(world.Time));
        await world.StartAsync(Timer(schedule), first);
        await world.Time.WaitingAsync(Idle);
        await world.StartAsync(Timer(schedule), second);

        await world.Time.AdvanceAsync(TimeSpan.FromHours(1), RunnerAndStandby);

        Assert.Equal(runs, first.Count);
        Assert.Equal(0, second.Count);
    }

    [Fact]
    public async Task Standby_RunnerStopsGracefully_TakesOverAtItsNextTry()
    {
        await using var world = new TimerWorld();
        var (first, second) = (new TimerFunction(world.Time), new TimerFunction(world.Time));
        var runner = await world.StartAsync(Timer("0 */5 * * * *"), first);
        await world.Time.AdvanceAsync(FiveMinutes, Idle);
        await world.StartAsync(Timer("0 */5 * * * *"), second);
        await world.Time.WaitingAsync(RunnerAndStandby);

        await runner.StopAsync(TestContext.Current.CancellationToken);
        world.Time.AdvanceToNext();
        await world.Time.AdvanceAsync(FiveMinutes, Idle);

        Assert.Equal(1, first.Count);
        Assert.Equal(1, second.Count);
        var run = await second.NextAsync();
        Assert.Equal(Noon.AddMinutes(10), run.At);
        Assert.False(run.Tick.IsPastDue);
    }

    [Fact]
    public async Task Standby_RunnerWasKilled_TakesOverAtExpiryAndRunsTheMissedTickAsPastDue()
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddMinutes(-5), next: Noon);
        await world.TakeLockAsync(Lease);
        await world.StartAsync(Timer("0 */5 * * * *"));

        await world.Time.AdvanceAsync(Lease - TimeSpan.FromSeconds(1), Busy);
        Assert.Equal(0, world.Function.Count);
        world.Time.AdvanceToNext();
        await world.Time.WaitingAsync(Idle);

        var run = await world.Function.NextAsync();
        Assert.Equal(Noon + Lease, run.At);
        Assert.True(run.Tick.IsPastDue);
        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Runner_LeaseTakenByAnother_MakesNoFurtherRunUntilItIsFree()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.BreakLock();
        await world.TakeLockAsync(TimeSpan.FromMinutes(30));

        world.Time.AdvanceToNext();
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(29), Busy);
        Assert.Equal(0, world.Function.Count);
        world.Time.AdvanceToNext();
        await world.Time.WaitingAsync(Idle);

        Assert.True((await world.Function.NextAsync()).Tick.IsPastDue);
    }

    [Fact]
    public async Task Runner_LeaseLostDuringARun_LetsItFinishButDoesNotTouchTheStatus()
    {
        await using var world = new TimerWorld();
        var release = new TaskCompletionSource<bool>();
        var token = CancellationToken.None;
        world.Function.Body = (_, cancellationToken) =>
        {
            token = cancellationToken;
            return release.Task;
        };
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.AdvanceAsync(FiveMinutes - TimeSpan.FromSeconds(1), Idle);
        await world.Time.WaitingAsync(Idle);
        var before = await world.StoredAsync();
        world.BreakLock();
        await world.TakeLockAsync(TimeSpan.FromHours(1));
        world.Time.AdvanceToNext();
        await world.Function.NextAsync();

        await world.Time.AdvanceAsync(Lease, timers: 0);
        Assert.False(token.IsCancellationRequested);
        release.SetResult(true);
        await world.Time.WaitingAsync(Busy);

        Assert.Equal(before, await world.StoredAsync());
        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Runner_SuspendedLongerThanItsLease_MakesNoRunBeforeItHasTheLockAgain()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("*/10 * * * * *"));
        await world.Time.WaitingAsync(Idle);

        // The timers of a suspended process stand still while the wall clock and the other host go on.
        world.Time.AdjustTime(Noon + Lease);
        await world.TakeLockAsync(TimeSpan.FromHours(1));
        world.Time.AdvanceToNext();
        await world.Time.WaitingAsync(Busy);

        Assert.Equal(0, world.Function.Count);
    }

    [Fact]
    public async Task Runner_RunOnStartup_DoesNotRunAgainWhenTheLockComesBack()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 0 * * * *", runOnStartup: true));
        await world.Time.WaitingAsync(Idle);
        world.BreakLock();
        await world.TakeLockAsync(Lease * 2);

        world.Time.AdvanceToNext();
        await world.Time.AdvanceAsync(Lease, Busy);
        world.Time.AdvanceToNext();
        await world.Time.WaitingAsync(Idle);

        Assert.Equal(1, world.Function.Count);
    }
}
