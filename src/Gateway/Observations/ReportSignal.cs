using ToskaMesh.Gateway.Documents;

namespace ToskaMesh.Gateway.Observations;

/// <summary>Says to the reporter that something changed, and since when it waits. Traffic is no change: it gives no sign.</summary>
internal sealed class ReportSignal(TimeProvider timeProvider)
{
    private const long Nothing = -1;

    private readonly Wakeup _wakeup = new();
    private long _since = Nothing;

    /// <summary>How long the oldest change waits that no report has taken; null when there is none.</summary>
    public TimeSpan? Waiting => Interlocked.Read(ref _since) is var since and not Nothing ? timeProvider.GetElapsedTime(since) : null;

    public void Changed()
    {
        Interlocked.CompareExchange(ref _since, timeProvider.GetTimestamp(), Nothing);
        _wakeup.Set();
    }

    /// <summary>Before the changes are taken: one that comes meanwhile is told of once more rather than not at all.</summary>
    public void Taken() => Interlocked.Exchange(ref _since, Nothing);

    /// <summary>Waits for a change or for that time, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await using var timer = timeProvider.CreateTimer(_ => _wakeup.Set(), null, atMost, Timeout.InfiniteTimeSpan);
        await _wakeup.WaitAsync(cancellationToken);
    }
}
