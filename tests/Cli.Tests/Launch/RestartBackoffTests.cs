using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class RestartBackoffTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartBackoff _backoff;

    public RestartBackoffTests() => _backoff = new RestartBackoff(_time);

    [Fact]
    public void Ended_AgainAndAgain_WaitsLongerEachTime_AndNeverForEver()
    {
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => EndedAfter(RestartBackoff.Settled / 2)));
        Assert.Equal(7, _backoff.Ends);
        Assert.Equal(30, Enumerable.Range(0, 100).Select(_ => EndedAfter(null)).Last());
    }

    [Fact]
    public void Ended_AfterItWasReadyForAWhile_BeginsAnew()
    {
        Assert.Equal([1, 2, 4], Enumerable.Range(0, 3).Select(_ => EndedAfter(null)));

        Assert.Equal(1, EndedAfter(RestartBackoff.Settled));
        Assert.Equal(1, _backoff.Ends);

        // Not for having been ready once, long ago.
        _time.Advance(RestartBackoff.Settled);
        Assert.Equal(2, EndedAfter(null));
    }

    private double EndedAfter(TimeSpan? ready)
    {
        if (ready is { } span)
        {
            _backoff.Ready();
            _time.Advance(span);
        }

        return _backoff.Ended().TotalSeconds;
    }
}
