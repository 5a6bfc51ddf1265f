using ToskaMesh.Emulator.Retries;
using static ToskaMesh.Emulator.Tests.Timers.TimerWorld;

namespace ToskaMesh.Emulator.Tests.Timers;

public sealed class TimerListenerRetryTests
{
    private static readonly FixedDelayRetryPolicy ThreeTimes = new(3, TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Run_EveryAttemptFails_IsTriedMaxRetryCountPlusOnceWithOneInvocationId()
    {
        await using var world = new TimerWorld();
        world.Function.Body = (_, _) => Task.FromResult(false);
        await world.StoreAsync(last: Noon.AddMinutes(-10), next: Noon.AddMinutes(-5));
        await world.StartAsync(Timer("0 */5 * * * *", retry: ThreeTimes));

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(1), Idle);

        Assert.Equal(4, world.Function.Count);
        var first = await world.Function.NextAsync();
        for (var retry = 1; retry <= 3; retry++)
        {
            var run = await world.Function.NextAsync();
            Assert.Equal(first.Invocation.InvocationId, run.Invocation.InvocationId);
            Assert.Equal(first.Tick, run.Tick);
            Assert.Equal(new RetryAttempt(retry, 3), run.Invocation.Attempt);
            Assert.Equal(Noon.AddSeconds(10 * retry), run.At);
        }
    }

    [Fact]
    public async Task Run_IsBeingRetried_StoresItsStatusAfterTheLastAttempt()
    {
        await using var world = new TimerWorld();
        world.Function.Body = (invocation, _) => Task.FromResult(invocation.Attempt.RetryCount == 2);
        await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true, retry: ThreeTimes));

        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(19), Idle);
        await world.Time.WaitingAsync(Idle);
        Assert.Null((await world.StoredAsync())!.Last);
        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(1), Idle);

        Assert.Equal(Noon, (await world.StoredAsync())!.Last);
        Assert.Equal(3, world.Function.Count);
    }

    [Fact]
    public async Task Run_TheNextOne_HasAnIdOfItsOwnAndBeginsWithAttemptZero()
    {
        await using var world = new TimerWorld();
        await world.StartAsync(Timer("0 */5 * * * *", retry: ThreeTimes));

        await world.Time.AdvanceAsync(TimeSpan.FromMinutes(10), Idle);

        var (first, second) = (await world.Function.NextAsync(), await world.Function.NextAsync());
        Assert.NotEqual(first.Invocation.InvocationId, second.Invocation.InvocationId);
        Assert.Equal(new RetryAttempt(0, 3), second.Invocation.Attempt);
    }

    [Fact]
    public async Task Run_RetriesLastLongerThanTheSchedule_DoesNotOverlapTheNext()
    {
        await using var world = new TimerWorld();
        world.Function.Body = (_, _) => Task.FromResult(false);
        await world.StartAsync(Timer("00:00:05", retry: new FixedDelayRetryPolicy(2, TimeSpan.FromSeconds(4))));

        await world.Time.AdvanceAsync(TimeSpan.FromSeconds(30), Idle);

        Assert.False(world.Function.Overlapped);
        for (var run = 0; run < 3; run++)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var made = await world.Function.NextAsync();
                Assert.Equal(attempt, made.Invocation.Attempt.RetryCount);
                Assert.Equal(Noon.AddSeconds(5 + (8 * run) + (4 * attempt)), made.At);
            }
        }
    }

    [Fact]
    public async Task Stop_BetweenAttempts_MakesNoFurtherAttemptAndStoresTheStatus()
    {
        await using var world = new TimerWorld();
        world.Function.Body = (_, _) => Task.FromResult(false);
        var listener = await world.StartAsync(Timer("0 */5 * * * *", runOnStartup: true, retry: ThreeTimes));
        await world.Time.WaitingAsync(Idle);

        await listener.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, world.Function.Count);
        Assert.Equal(Noon, (await world.StoredAsync())!.Last);
    }
}
