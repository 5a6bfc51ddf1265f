using ToskaMesh.Shared.Limits;
using Xunit;

namespace ToskaMesh.Testing.Limits;

/// <summary>What every adapter of <see cref="ILimitCounters"/> must do.</summary>
public abstract class LimitCountersContract
{
    private static readonly RateLimit FivePerHour = new(5, TimeSpan.FromHours(1));

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    // Adapters may share a server, so each test has keys of its own.
    private readonly string _key = Guid.NewGuid().ToString("n");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Counters on the same memory as those before, as another process would have them.</summary>
    protected abstract Task<ILimitCounters> OpenAsync();

    /// <summary>Lets a little time pass, where it does not by itself.</summary>
    protected abstract void PassTime();

    [Fact]
    public async Task Acquire_UntilTheLimit_IsAllowedAndThenNot()
    {
        var counters = await OpenAsync();
        for (var remaining = 4; remaining >= 0; remaining--)
        {
            var allowed = await counters.AcquireAsync(_key, FivePerHour, 1, Cancel);
            Assert.Equal((true, remaining, TimeSpan.Zero), (allowed.Allowed, allowed.Remaining, allowed.RetryAfter));
        }

        var denied = await counters.AcquireAsync(_key, FivePerHour, 1, Cancel);
        Assert.Equal((false, 0), (denied.Allowed, denied.Remaining));
        Assert.InRange(denied.RetryAfter, TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(12));
        Assert.InRange(denied.ResetAfter, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Acquire_Several_IsAllOrNone()
    {
        var counters = await OpenAsync();
        Assert.True((await counters.AcquireAsync(_key, FivePerHour, 3, Cancel)).Allowed);
        Assert.False((await counters.AcquireAsync(_key, FivePerHour, 3, Cancel)).Allowed);
        Assert.True((await counters.AcquireAsync(_key, FivePerHour, 2, Cancel)).Allowed);
    }

    [Fact]
    public async Task Acquire_MoreThanTheLimitOrNone_IsAMistake()
    {
        var counters = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await counters.AcquireAsync(_key, FivePerHour, 6, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await counters.AcquireAsync(_key, FivePerHour, 0, Cancel));
    }

    [Fact]
    public async Task Acquire_AnotherKey_HasItsOwnLimit()
    {
        var counters = await OpenAsync();
        Assert.True((await counters.AcquireAsync(_key, FivePerHour, 5, Cancel)).Allowed);
        Assert.True((await counters.AcquireAsync(_key + "b", FivePerHour, 5, Cancel)).Allowed);
    }

    [Fact]
    public async Task Acquire_AsTimePasses_IsAllowedAgain()
    {
        var counters = await OpenAsync();
        var limit = new RateLimit(2, Short);
        Assert.True((await counters.AcquireAsync(_key, limit, 2, Cancel)).Allowed);

        await ReachedAsync(async () => await counters.AcquireAsync(_key, limit, 2, Cancel) is { Allowed: true, Remaining: 0 });
    }

    [Fact]
    public async Task Acquire_ManyAtOnceFromTwoProcesses_ExactlyTheLimitIsAllowed()
    {
        var both = new[] { await OpenAsync(), await OpenAsync() };
        var decisions = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            Task.Run(async () => await both[i % 2].AcquireAsync(_key, FivePerHour, 1, Cancel), Cancel)));

        Assert.Equal(5, decisions.Count(decision => decision.Allowed));
    }

    [Fact]
    public async Task Count_IsSeenByAllUntilReset()
    {
        var counters = await OpenAsync();
        Assert.Equal(default, await counters.PeekAsync(_key, Cancel));
        Assert.Equal(1, (await counters.CountAsync(_key, TimeSpan.FromHours(1), Cancel)).Value);
        Assert.Equal(2, (await (await OpenAsync()).CountAsync(_key, TimeSpan.FromHours(1), Cancel)).Value);

        var peeked = await counters.PeekAsync(_key, Cancel);
        Assert.Equal(2, peeked.Value);
        Assert.InRange(peeked.ForgottenAfter, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));

        await counters.ResetAsync(_key, Cancel);
        Assert.Equal(default, await counters.PeekAsync(_key, Cancel));
        Assert.Equal(1, (await counters.CountAsync(_key, TimeSpan.FromHours(1), Cancel)).Value);
    }

    [Fact]
    public async Task Count_ALifetimeAfterTheFirst_IsForgotten()
    {
        var counters = await OpenAsync();
        await counters.CountAsync(_key, Short, Cancel);
        await ReachedAsync(async () => await counters.PeekAsync(_key, Cancel) == default);
        Assert.Equal(1, (await counters.CountAsync(_key, Short, Cancel)).Value);
    }

    [Fact]
    public async Task CountAndLimit_OfOneKey_AreApart()
    {
        var counters = await OpenAsync();
        await counters.CountAsync(_key, TimeSpan.FromHours(1), Cancel);
        await counters.AcquireAsync(_key, FivePerHour, 5, Cancel);
        await counters.ResetAsync(_key, Cancel);

        Assert.False((await counters.AcquireAsync(_key, FivePerHour, 1, Cancel)).Allowed);
    }

    private Task ReachedAsync(Func<Task<bool>> condition) => Eventually.TrueAsync(
        () =>
        {
            PassTime();
            return condition();
        },
        "enough time has passed");
}
