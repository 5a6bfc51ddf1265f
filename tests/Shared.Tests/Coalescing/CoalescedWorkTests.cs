using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Coalescing;
using ToskaMesh.Testing;

namespace ToskaMesh.Shared.Tests.Coalescing;

public sealed class CoalescedWorkTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<string>> _runs = [];
    private readonly List<CancellationToken> _tokens = [];
    private readonly CoalescedWork<string> _work;

    public CoalescedWorkTests() => _work = new CoalescedWork<string>(WorkAsync, _time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WhenIdle_StartsAtOnce()
    {
        var call = CallAsync();

        await FinishAsync(0, "first");

        Assert.Equal("first", await call);
    }

    [Fact]
    public async Task Run_WhileOneRuns_SharesTheNextNotTheCurrent()
    {
        var first = CallAsync();
        await StartedAsync(1);
        var others = Enumerable.Range(0, 5).Select(_ => CallAsync()).ToList();

        await FinishAsync(0, "first");
        Assert.Equal("first", await first);
        Assert.All(others, other => Assert.False(other.IsCompleted));
        await FinishAsync(1, "second");

        Assert.All(await Task.WhenAll(others), result => Assert.Equal("second", result));
        Assert.Equal(2, Started());
    }

    [Fact]
    public async Task Run_OneCallerCancelled_TheOthersGetTheirResult()
    {
        using var cancellation = new CancellationTokenSource();
        var running = CallAsync();
        await StartedAsync(1);
        var impatient = _work.RunAsync(Timeout.InfiniteTimeSpan, cancellation.Token);
        var patient = CallAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await FinishAsync(0, "first");
        await FinishAsync(1, "second");

        Assert.Equal(("first", "second"), (await running, await patient));
    }

    [Fact]
    public async Task Run_DeadlineFirst_AnswersNullAndStopsWorkThatNobodyWaitsFor()
    {
        var call = _work.RunAsync(TimeSpan.FromSeconds(1), Cancel);
        await StartedAsync(1);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await call);
        Assert.True(_tokens[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Run_AfterAnAbandonedOne_StartsAnew()
    {
        var abandoned = _work.RunAsync(TimeSpan.FromSeconds(1), Cancel);
        await StartedAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await abandoned;

        var call = CallAsync();
        await FinishAsync(1, "second");

        Assert.Equal("second", await call);
    }

    [Fact]
    public async Task Run_NobodyWaitsForTheNext_ItDoesNotStart()
    {
        var running = CallAsync();
        await StartedAsync(1);
        var abandoned = _work.RunAsync(TimeSpan.FromSeconds(1), Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await abandoned);

        await FinishAsync(0, "first");
        await running;
        var later = CallAsync();
        await FinishAsync(1, "later");

        Assert.Equal("later", await later);
        Assert.Equal(2, Started());
    }

    [Fact]
    public async Task Run_Failure_ReachesThoseWhoWaitAndTheNextStarts()
    {
        var first = CallAsync();
        await StartedAsync(1);
        var second = CallAsync();

        _runs[0].SetException(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await FinishAsync(1, "second");

        Assert.Equal("second", await second);
    }

    private Task<string?> CallAsync() => _work.RunAsync(Timeout.InfiniteTimeSpan, Cancel);

    private async Task FinishAsync(int run, string result)
    {
        await StartedAsync(run + 1);
        _runs[run].SetResult(result);
    }

    private Task StartedAsync(int count) => Eventually.TrueAsync(() => Started() >= count, $"{count} runs started");

    private int Started()
    {
        lock (_runs)
        {
            return _runs.Count;
        }
    }

    private Task<string> WorkAsync(CancellationToken cancellationToken)
    {
        var run = new TaskCompletionSource<string>();
        lock (_runs)
        {
            _runs.Add(run);
            _tokens.Add(cancellationToken);
        }

        return run.Task.WaitAsync(cancellationToken);
    }
}
