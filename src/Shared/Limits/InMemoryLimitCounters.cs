using System.Collections.Concurrent;

namespace ToskaMesh.Shared.Limits;

/// <summary>
/// Counts in this process. It remembers a bounded number of keys; when there are more, the ones that would be forgotten
/// soonest make room, an eighth at a time: they have the least to lose.
/// </summary>
public sealed class InMemoryLimitCounters(TimeProvider time, int maxKeys = InMemoryLimitCounters.DefaultMaxKeys) : ILimitCounters
{
    public const int DefaultMaxKeys = 100_000;

    private readonly ConcurrentDictionary<string, MemoryCounter> _buckets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryCounter> _counts = new(StringComparer.Ordinal);
    private readonly Lock _room = new();

    /// <summary>Of both kinds.</summary>
    public int Keys => _buckets.Count + _counts.Count;

    public ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permits, limit.Permits);
        return ValueTask.FromResult(Find(_buckets, key).Take(limit, permits, Now()));
    }

    public ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(_counts, key).Count(lifetime, Now()));

    public ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_counts.TryGetValue(key, out var counter) ? counter.Peek(Now()) : default);

    public ValueTask ResetAsync(string key, CancellationToken cancellationToken)
    {
        _counts.TryRemove(key, out _);
        return ValueTask.CompletedTask;
    }

    private MemoryCounter Find(ConcurrentDictionary<string, MemoryCounter> counters, string key)
    {
        if (counters.TryGetValue(key, out var known))
        {
            return known;
        }

        // Under the lock, so that no flood of new keys runs past the bound while room is made.
        lock (_room)
        {
            if (Keys >= maxKeys)
            {
                MakeRoom();
            }

            return counters.GetOrAdd(key, static _ => new MemoryCounter());
        }
    }

    private void MakeRoom()
    {
        var now = Now();
        var soonest = _buckets.Select(pair => (pair.Key, pair.Value.ForgottenAt, In: _buckets))
            .Concat(_counts.Select(pair => (pair.Key, pair.Value.ForgottenAt, In: _counts)))
            .OrderBy(entry => entry.ForgottenAt);
        var toGo = Math.Max(1, maxKeys / 8);
        foreach (var (key, forgottenAt, counters) in soonest)
        {
            if (forgottenAt > now && toGo <= 0)
            {
                break;
            }

            counters.TryRemove(key, out _);
            toGo--;
        }
    }

    private long Now() => (long)time.GetElapsedTime(0).TotalMicroseconds;
}
