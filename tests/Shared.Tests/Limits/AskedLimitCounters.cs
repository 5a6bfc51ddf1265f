using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

/// <summary>Counts how often permits are asked for.</summary>
internal sealed class AskedLimitCounters(ILimitCounters counters) : ILimitCounters
{
    private int _asked;

    public int Asked => _asked;

    public ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return counters.AcquireAsync(key, limit, permits, cancellationToken);
    }

    public ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        counters.CountAsync(key, lifetime, cancellationToken);

    public ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) => counters.PeekAsync(key, cancellationToken);

    public ValueTask ResetAsync(string key, CancellationToken cancellationToken) => counters.ResetAsync(key, cancellationToken);
}
