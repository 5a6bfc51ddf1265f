using static ToskaMesh.Emulator.Tests.Timers.TimerWorld;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerListenerTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timer_NothingStored_StoresItsNextOccurrenceAndWaits()
    {
        await using var world = new TimerWorld();

        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);

        Assert.Equal(0, world.Function.Count);
        var stored = await world.StoredAsync();
        Assert.NotNull(stored);
        Assert.Null(stored.Last);
        Assert.Equal(Noon.AddMinutes(5), stored.Next);
        Assert.Equal(Noon, stored.LastUpdated);
    }

    [Fact]
    public async Task Timer_Due_RunsWithTheStatusBeforeTheRunAndStoresTheOneAfter()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *"));

        await world.Time.AdvanceAsync(FiveMinutes, Idle);
        var run = await world.Function.NextAsync();

        Assert.Equal(Noon.AddMinutes(5), run.At);
        Assert.False(run.Tick.IsPastDue);
        Assert.Equal(Noon.AddMinutes(5), run.Tick.Status!.Next);
        var stored = await world.StoredAsync();
        Assert.Equal(Noon.AddMinutes(5), stored!.Last);
        Assert.Equal(Noon.AddMinutes(10), stored.Next);
    }

    [Fact]
    public async Task Timer_ManyOccurrences_RunsOncePerOccurrence()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("00:05:00"));

        await world.Time.AdvanceAsync(TimeSpan.FromHours(2), Idle);

        Assert.Equal(24, world.Function.Count);
    }

    [Fact]
    public async Task Timer_SeveralOccurrencesMissed_RunsOnceAsPastDue()
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddMinutes(-25), next: Noon.AddMinutes(-20));

        await world.StartAsync(Timer("0 */5 * * * *"));
        var run = await world.Function.NextAsync();
        await world.Time.WaitingAsync(Idle);

        Assert.True(run.Tick.IsPastDue);
        Assert.Equal(Noon.AddMinutes(-20), run.Tick.Status!.Next);
        Assert.Equal(1, world.Function.Count);
        Assert.Equal(Noon.AddMinutes(5), (await world.StoredAsync())!.Next);
        await world.Time.AdvanceAsync(FiveMinutes, Idle);
        Assert.False((await world.Function.NextAsync()).Tick.IsPastDue);
        Assert.Equal(2, world.Function.Count);
    }

    [Fact]
    public async Task Timer_OccurrenceFallsIntoTheRun_RunsAgainAtOnceAndIsNotPastDue()
    {
        await using var world = new TimerWorld();
        var release = new TaskCompletionSource<bool>();
        world.Function.Body = (_, _) => world.Function.Count == 1 ? release.Task : Task.FromResult(true);
        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        await world.Function.NextAsync();

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(12), Busy);
        release.SetResult(true);
        var second = await world.Function.NextAsync();
        await world.Time.WaitingAsync(Idle);

        Assert.Equal(Noon.AddMinutes(12), second.At);
        Assert.False(second.Tick.IsPastDue);
        Assert.Equal(Noon.AddMinutes(5), second.Tick.Status!.Next);
        Assert.Equal(2, world.Function.Count);
        Assert.False(world.Function.Overlapped);
        Assert.Equal(Noon.AddMinutes(15), (await world.StoredAsync())!.Next);
    }

    [Theory]
    [InlineData("*/5 * * * * *")]
    [InlineData("00:00:05")]
    public async Task Timer_SubMinute_RunsWithoutStatusAndIsNeverPastDue(string schedule)
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddMinutes(-10), next: Noon.AddMinutes(-10).AddSeconds(5));

        await world.StartAsync(Timer(schedule));
        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(5), Idle);
        var run = await world.Function.NextAsync();

        Assert.Equal(Noon.AddSeconds(5), run.At);
        Assert.Null(run.Tick.Status);
        Assert.False(run.Tick.IsPastDue);
        Assert.Equal(0, world.Statuses.Reads);
    }

    [Fact]
    public async Task Timer_WithoutMonitor_KeepsNoStatusAndIsNeverPastDue()
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddHours(-2), next: Noon.AddHours(-1));

        await world.StartAsync(Timer("0 0 * * * *", useMonitor: false));
        await world.Time.AdvanceAsync(TimeSpan.FromHours(1), Idle);
        var run = await world.Function.NextAsync();

        Assert.Null(run.Tick.Status);
        Assert.False(run.Tick.IsPastDue);
        Assert.Equal(Noon.AddHours(-1), (await world.StoredAsync())!.Next);
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsAtStartAndThenOnSchedule()
    {
        await using var world = new TimerWorld();

        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        var first = await world.Function.NextAsync();
        await world.Time.AdvanceAsync(FiveMinutes, Idle);
        var second = await world.Function.NextAsync();

        Assert.Equal(Noon, first.At);
        Assert.False(first.Tick.IsPastDue);
        Assert.Equal(Noon.AddMinutes(5), second.At);
    }

    [Fact]
    public async Task Timer_RunOnStartupAndPastDue_RunsOnce()
    {
        await using var world = new TimerWorld();
        await world.StoreAsync(last: Noon.AddMinutes(-10), next: Noon.AddMinutes(-5));

        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        var run = await world.Function.NextAsync();
        await world.Time.WaitingAsync(Idle);

        Assert.True(run.Tick.IsPastDue);
        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Timer_FunctionFails_RunsAtTheNextOccurrence()
    {
        await using var world = new TimerWorld();
        world.Function.Body = (_, _) => Task.FromException<bool>(new InvalidOperationException("The function failed."));
        await world.StartAsync(Timer("0 */5 * * * *"));

        await world.Time.AdvanceAsync(FiveMinutes * 2, Idle);

        Assert.Equal(2, world.Function.Count);
        Assert.Equal(Noon.AddMinutes(15), (await world.StoredAsync())!.Next);
    }

    [Fact]
    public async Task Timer_FarAwayOccurrence_IsReached()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 0 0 1 6 *", useMonitor: false));

        await world.Time.AdvanceAsync(TimeSpan.FromDays(90), Idle);
        Assert.Equal(0, world.Function.Count);
        await world.Time.AdvanceAsync(TimeSpan.FromDays(1), Idle);

        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Timer_WallClockSetForward_RunsWithinAMinute()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 0 18 * * *", useMonitor: false));
        await world.Time.WaitingAsync(Idle);

        world.Time.AdjustTime(Noon.AddHours(7));
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(1), Idle);

        await world.Function.NextAsync();
        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Timer_WallClockSetBack_DoesNotSleepThroughTheHour()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("*/10 * * * * *"));
        await world.Time.WaitingAsync(Idle);

        world.Time.AdjustTime(Noon.AddHours(-1));
        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(20), Idle);

        Assert.Equal(1, world.Function.Count);
    }

    [Fact]
    public async Task Timer_StartedTwiceAfterAStop_IsNotPastDueForWhatItRan()
    {
        await using var world = new TimerWorld();
        var first = await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.AdvanceAsync(FiveMinutes, Idle);
        await first.StopAsync(Cancellation);

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(1), timers: 0);
        await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);

        Assert.Equal(1, world.Function.Count);
    }
}
