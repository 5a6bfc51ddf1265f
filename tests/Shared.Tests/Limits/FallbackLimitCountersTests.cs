using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

public sealed class FallbackLimitCountersTests
{
    private static readonly RateLimit Two = new(2, TimeSpan.FromMinutes(1));

    private readonly LosableLimitCounters _shared = new(new InMemoryLimitCounters(new FakeTimeProvider()));
    private readonly FallbackLimitCounters _counters;

    public FallbackLimitCountersTests() => _counters = new FallbackLimitCounters(_shared, new InMemoryLimitCounters(new FakeTimeProvider()));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acquire_WhileShared_CountsThere()
    {
        await _counters.AcquireAsync("a", Two, 2, Cancel);

        Assert.False((await _shared.AcquireAsync("a", Two, 1, Cancel)).Allowed);
    }

    [Fact]
    public async Task Acquire_WhileLost_IsLimitedHere()
    {
        _shared.IsLost = true;

        Assert.True((await _counters.AcquireAsync("a", Two, 2, Cancel)).Allowed);
        Assert.False((await _counters.AcquireAsync("a", Two, 1, Cancel)).Allowed);
    }

    [Fact]
    public async Task Acquire_FoundAgain_CountsThereAgain()
    {
        _shared.IsLost = true;
        await _counters.AcquireAsync("a", Two, 2, Cancel);
        _shared.IsLost = false;

        Assert.True((await _counters.AcquireAsync("a", Two, 1, Cancel)).Allowed);
    }

    [Fact]
    public async Task Reset_ForgetsWhatWasCountedInAnOutage()
    {
        _shared.IsLost = true;
        await _counters.CountAsync("a", TimeSpan.FromMinutes(1), Cancel);
        _shared.IsLost = false;
        await _counters.ResetAsync("a", Cancel);
        _shared.IsLost = true;

        Assert.Equal(default, await _counters.PeekAsync("a", Cancel));
    }
}
