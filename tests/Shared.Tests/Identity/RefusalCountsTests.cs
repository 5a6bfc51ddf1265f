using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Refusals;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class RefusalCountsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RefusalCounts _counts;

    public RefusalCountsTests() => _counts = new RefusalCounts(new InMemoryLimitCounters(_time), "api");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Count_OfOneSource_IsWorthARecordAtEachPowerOfTen_AndAgainAfterAnHour()
    {
        Assert.Equal([1, 10, 100, 1000], await RecordsAsync(1500, _ => "203.0.113.1"));

        _time.Advance(RefusalCounts.Window);
        Assert.Equal([1, 10], await RecordsAsync(20, _ => "203.0.113.1"));
    }

    [Fact]
    public async Task Count_OfManySources_IsBoundedInEachMinute()
    {
        Assert.Equal(RefusalCounts.RecordsPerMinute, (await RecordsAsync(5000, number => $"{number}")).Count);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1], await RecordsAsync(1, _ => "another"));
    }

    [Fact]
    public async Task Count_OfReasonsAndSources_IsApart()
    {
        Assert.Equal(1, await _counts.CountAsync("invalid_key", null, Cancel));
        Assert.Equal(1, await _counts.CountAsync("forbidden", null, Cancel));
        Assert.Equal(1, await _counts.CountAsync("forbidden", "ada", Cancel));
        Assert.Null(await _counts.CountAsync("forbidden", "ada", Cancel));
    }

    private async Task<IReadOnlyList<long>> RecordsAsync(int times, Func<int, string> source)
    {
        var records = new List<long>();
        for (var number = 0; number < times; number++)
        {
            if (await _counts.CountAsync("invalid_key", source(number), Cancel) is { } count)
            {
                records.Add(count);
            }
        }

        return records;
    }
}
