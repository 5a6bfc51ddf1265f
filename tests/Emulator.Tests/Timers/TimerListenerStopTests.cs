using static ToskaMesh.Emulator.Tests.Timers.TimerWorld;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerListenerStopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_Idle_ReleasesTheLock()
    {
        await using var world = new TimerWorld();
        var listener = await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        Assert.Null(await world.TakeLockAsync(Lease));

        await listener.StopAsync(Cancellation);

        Assert.NotNull(await world.TakeLockAsync(Lease));
        await world.Time.WaitingAsync(0);
    }

    [Fact]
    public async Task Stop_InvocationRuns_LetsItFinishThenStoresItsStatusAndReleasesTheLock()
    {
        await using var world = new TimerWorld();
        var release = new TaskCompletionSource<bool>();
        var token = CancellationToken.None;
        world.Function.Body = (_, cancellationToken) =>
        {
            token = cancellationToken;
            return release.Task;
        };
        var listener = await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        await world.Function.NextAsync();

        var stopped = listener.StopAsync(Cancellation);
        await world.Time.AdvanceAsync(Lease * 3, Busy);
        await world.Time.WaitingAsync(Busy);
        Assert.False(stopped.IsCompleted);
        Assert.False(token.IsCancellationRequested);
        Assert.Null(await world.TakeLockAsync(Lease));
        release.SetResult(true);
        await stopped;

        Assert.Equal(Noon, (await world.StoredAsync())!.Last);
        Assert.NotNull(await world.TakeLockAsync(Lease));
        Assert.Equal(1, world.Function.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_PatienceEnds_CancelsTheInvocationAndDoesNotRecordIt(bool throws)
    {
        await using var world = new TimerWorld();
        var cancelled = new TaskCompletionSource();
        world.Function.Body = async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return throws ? throw new OperationCanceledException(cancellationToken) : false;
        };
        var listener = await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        await world.Function.NextAsync();
        using var patience = new CancellationTokenSource();

        var stopped = listener.StopAsync(patience.Token);
        await patience.CancelAsync();
        await stopped;

        await cancelled.Task.WaitAsync(Cancellation);
        await listener.StopAsync(Cancellation);
        Assert.Null((await world.StoredAsync())!.Last);
    }

    [Fact]
    public async Task Stop_PatienceEndsAndInvocationGoesOn_ReturnsAndKeepsTheLock()
    {
        await using var world = new TimerWorld();
        var release = new TaskCompletionSource<bool>();
        world.Function.Body = (_, _) => release.Task;
        var listener = await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true));
        await world.Function.NextAsync();

        await listener.StopAsync(new CancellationToken(canceled: true));
        await listener.DisposeAsync();

        Assert.Null(await world.TakeLockAsync(Lease));
        release.SetResult(true);
    }

    [Fact]
    public async Task Stop_StandingBy_Returns()
    {
        await using var world = new TimerWorld();
        await world.TakeLockAsync(Lease);
        var listener = await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Busy);

        await listener.StopAsync(Cancellation);

        await world.Time.WaitingAsync(0);
    }

    [Fact]
    public async Task Stop_StorageFails_Returns()
    {
        await using var world = new TimerWorld();
        var listener = await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Locks.Failure = world.Statuses.Failure = new IOException("The storage does not answer.");

        await listener.StopAsync(Cancellation);

        await world.Time.WaitingAsync(0);
    }

    [Fact]
    public async Task Stop_StatusNotYetStored_TriesOnceMore()
    {
        await using var world = new TimerWorld();
        var listener = await world.StartAsync(Timer("0 */5 * * * *"));
        await world.Time.WaitingAsync(Idle);
        world.Statuses.Failure = new IOException("The storage does not answer.");
        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(5), Idle);
        await world.Time.WaitingAsync(Idle);
        world.Statuses.Failure = null;

        await listener.StopAsync(Cancellation);

        Assert.Equal(Noon.AddMinutes(5), (await world.StoredAsync())!.Last);
    }
}
