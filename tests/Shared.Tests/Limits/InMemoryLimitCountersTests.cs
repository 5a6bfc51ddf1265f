using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Limits;
using ToskaMesh.Testing.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

public sealed class InMemoryLimitCountersTests : LimitCountersContract
{
    private static readonly RateLimit TenPerMinute = new(10, TimeSpan.FromMinutes(1));

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryLimitCounters _counters;

    public InMemoryLimitCountersTests() => _counters = new InMemoryLimitCounters(_time, maxKeys: 80);

    [Fact]
    public async Task Keys_MoreThanTheBound_AreNeverRemembered()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await _counters.AcquireAsync($"a{i}", TenPerMinute, 1, Cancel);
            await _counters.CountAsync($"b{i}", TimeSpan.FromMinutes(1), Cancel);
            Assert.InRange(_counters.Keys, 1, 80);
        }
    }

    [Fact]
    public async Task Keys_WhenRoomIsNeeded_ThoseWithTheLeastToLoseGo()
    {
        await _counters.AcquireAsync("busy", TenPerMinute, 10, Cancel);
        for (var i = 0; i < 200; i++)
        {
            await _counters.AcquireAsync($"visitor-{i}", TenPerMinute, 1, Cancel);
        }

        Assert.False((await _counters.AcquireAsync("busy", TenPerMinute, 1, Cancel)).Allowed);
    }

    [Fact]
    public async Task Keys_ThatSayNothingAnyMore_GoFirst()
    {
        for (var i = 0; i < 79; i++)
        {
            await _counters.AcquireAsync($"gone-{i}", TenPerMinute, 10, Cancel);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await _counters.AcquireAsync("new", TenPerMinute, 10, Cancel);
        await _counters.AcquireAsync("newer", TenPerMinute, 10, Cancel);

        Assert.Equal(2, _counters.Keys);
    }

    protected override Task<ILimitCounters> OpenAsync() => Task.FromResult<ILimitCounters>(_counters);

    protected override void PassTime() => _time.Advance(TimeSpan.FromMilliseconds(20));
}
