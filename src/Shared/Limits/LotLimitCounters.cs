using System.Collections.Concurrent;

namespace ToskaMesh.Shared.Limits;

/// <summary>
/// Spares shared counters most of the questions: of a high limit it takes a thousandth at once and hands that out here,
/// and whoever was refused is refused here until the time that was said. So a process may hold back a thousandth of a
/// limit for each key, and limits below two thousand are exact. Counts pass through.
/// </summary>
public sealed class LotLimitCounters(ILimitCounters shared, TimeProvider time, int maxKeys = LotLimitCounters.DefaultMaxKeys) : ILimitCounters
{
    public const int DefaultMaxKeys = 10_000;

    private const int LotsPerLimit = 1_000;

    private readonly ConcurrentDictionary<(string Key, RateLimit Limit), Lot> _lots = new();

    public async ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permits, limit.Permits);
        var lot = Find(key, limit);
        if (lot.TryDecide(permits, time.GetTimestamp(), time, out var known))
        {
            return known;
        }

        var size = limit.Permits / LotsPerLimit;
        if (size > permits && await shared.AcquireAsync(key, limit, size, cancellationToken) is { Allowed: true } whole)
        {
            return lot.Put(whole, size - permits);
        }

        var decision = await shared.AcquireAsync(key, limit, permits, cancellationToken);
        if (!decision.Allowed)
        {
            lot.Refused(decision, permits, time.GetTimestamp());
        }

        return decision;
    }

    public ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        shared.CountAsync(key, lifetime, cancellationToken);

    public ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) => shared.PeekAsync(key, cancellationToken);

    public ValueTask ResetAsync(string key, CancellationToken cancellationToken) => shared.ResetAsync(key, cancellationToken);

    // Too many keys: all are forgotten. What was held back for them is lost, a thousandth each.
    private Lot Find(string key, RateLimit limit)
    {
        if (_lots.TryGetValue((key, limit), out var lot))
        {
            return lot;
        }

        if (_lots.Count >= maxKeys)
        {
            _lots.Clear();
        }

        return _lots.GetOrAdd((key, limit), static _ => new Lot());
    }
}
