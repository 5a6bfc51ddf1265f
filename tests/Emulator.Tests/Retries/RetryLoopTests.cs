using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Tests.Retries;

public sealed class RetryLoopTests
{
    private static readonly FixedDelayRetryPolicy AtOnce = new(3, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();
    private readonly List<RetryAttempt> _attempts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Succeeds_MakesOneAttempt()
    {
        Assert.True(await RunAsync(AtOnce, succeedsAt: 0));

        Assert.Equal([new RetryAttempt(0, 3)], _attempts);
    }

    [Fact]
    public async Task Run_NoPolicy_MakesOneAttempt()
    {
        Assert.False(await RunAsync(policy: null, succeedsAt: 1));

        Assert.Equal([new RetryAttempt(0, 0)], _attempts);
    }

    [Fact]
    public async Task Run_NeverSucceeds_MakesMaxRetryCountPlusOneAttempts()
    {
        Assert.False(await RunAsync(AtOnce, succeedsAt: int.MaxValue));

        Assert.Equal([0, 1, 2, 3], _attempts.Select(attempt => attempt.RetryCount));
    }

    [Fact]
    public async Task Run_SucceedsAtARetry_Ends()
    {
        Assert.True(await RunAsync(AtOnce, succeedsAt: 2));

        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task Run_Unlimited_GoesOnUntilItSucceeds()
    {
        Assert.True(await RunAsync(new FixedDelayRetryPolicy(RetryPolicy.Unlimited, TimeSpan.Zero), succeedsAt: 500));

        Assert.Equal(501, _attempts.Count);
        Assert.All(_attempts, attempt => Assert.Equal(RetryPolicy.Unlimited, attempt.MaxRetryCount));
    }

    [Fact]
    public async Task Run_DelayNotOver_DoesNotTryAgain()
    {
        var run = RunAsync(new FixedDelayRetryPolicy(1, TimeSpan.FromSeconds(10)), succeedsAt: 1);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Single(_attempts);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True(await run);
    }

    [Fact]
    public async Task Run_StoppedWhileWaiting_EndsWithoutAFurtherAttempt()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var run = RunAsync(new FixedDelayRetryPolicy(5, TimeSpan.FromHours(1)), int.MaxValue, stopping.Token);

        await stopping.CancelAsync();

        Assert.False(await run);
        Assert.Single(_attempts);
    }

    private Task<bool> RunAsync(RetryPolicy? policy, int succeedsAt, CancellationToken? stopping = null) =>
        new RetryLoop(_time, () => 0.5, NullLogger<RetryLoop>.Instance).RunAsync(
            "Sweep",
            policy,
            attempt =>
            {
                _attempts.Add(attempt);
                return Task.FromResult(attempt.RetryCount == succeedsAt);
            },
            stopping ?? Cancellation);
}
