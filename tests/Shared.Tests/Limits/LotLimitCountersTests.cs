using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Testing.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

public sealed class LotLimitCountersTests : LimitCountersContract
{
    private static readonly RateLimit TenThousandPerHour = new(10_000, TimeSpan.FromHours(1));

    private readonly FakeTimeProvider _time = new();
    private readonly AskedLimitCounters _shared;

    public LotLimitCountersTests() => _shared = new AskedLimitCounters(new InMemoryLimitCounters(_time));

    [Fact]
    public async Task Acquire_OfAHighLimit_IsAskedForInLots_AndIsTheLimitAllTheSame()
    {
        var both = new[] { await OpenAsync(), await OpenAsync() };
        var allowed = 0;
        for (var i = 0; i < 12_000; i++)
        {
            allowed += (await both[i % 2].AcquireAsync("a", TenThousandPerHour, 1, Cancel)).Allowed ? 1 : 0;
        }

        Assert.Equal(10_000, allowed);
        Assert.InRange(_shared.Asked, 1_000, 1_100);
    }

    [Fact]
    public async Task Acquire_Refused_IsNotAskedAgainBeforeItsTime()
    {
        var counters = await OpenAsync();
        var limit = new RateLimit(2, TimeSpan.FromSeconds(20));
        await counters.AcquireAsync("a", limit, 2, Cancel);
        var refused = await counters.AcquireAsync("a", limit, 1, Cancel);
        var asked = _shared.Asked;

        _time.Advance(TimeSpan.FromSeconds(4));
        var again = await counters.AcquireAsync("a", limit, 1, Cancel);
        Assert.Equal((false, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(6)), (again.Allowed, refused.RetryAfter, again.RetryAfter));
        Assert.Equal(asked, _shared.Asked);

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True((await counters.AcquireAsync("a", limit, 1, Cancel)).Allowed);
    }

    [Fact]
    public async Task Acquire_AnotherLimitForTheSameKey_IsAskedFor()
    {
        var counters = await OpenAsync();
        await counters.AcquireAsync("a", new RateLimit(1, TimeSpan.FromHours(1)), 1, Cancel);
        Assert.False((await counters.AcquireAsync("a", new RateLimit(1, TimeSpan.FromHours(1)), 1, Cancel)).Allowed);

        Assert.True((await counters.AcquireAsync("a", TenThousandPerHour, 1, Cancel)).Allowed);
    }

    protected override Task<ILimitCounters> OpenAsync() => Task.FromResult<ILimitCounters>(new LotLimitCounters(_shared, _time, maxKeys: 10));

    protected override void PassTime() => _time.Advance(TimeSpan.FromMilliseconds(20));
}
