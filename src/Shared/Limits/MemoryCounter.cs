namespace ToskaMesh.Shared.Limits;

/// <summary>One key's limit or count. Times are microseconds of the process's own clock.</summary>
internal sealed class MemoryCounter
{
    private readonly Lock _lock = new();
    private LeakyBucket? _bucket;
    private long _count;
    private long _forgottenAt;

    /// <summary>From when on it says what one that is not there would.</summary>
    public long ForgottenAt => Volatile.Read(ref _forgottenAt);

    public LimitDecision Take(RateLimit limit, int permits, long now)
    {
        lock (_lock)
        {
            var decision = LeakyBucket.Take(_bucket, limit, permits, now, out var after);
            _bucket = after;
            _forgottenAt = now + (long)decision.ResetAfter.TotalMicroseconds;
            return decision;
        }
    }

    public LimitCount Count(TimeSpan lifetime, long now)
    {
        lock (_lock)
        {
            if (now >= _forgottenAt)
            {
                (_count, _forgottenAt) = (0, now + (long)lifetime.TotalMicroseconds);
            }

            _count++;
            return new LimitCount(_count, TimeSpan.FromMicroseconds(_forgottenAt - now));
        }
    }

    public LimitCount Peek(long now)
    {
        lock (_lock)
        {
            return now >= _forgottenAt ? default : new LimitCount(_count, TimeSpan.FromMicroseconds(_forgottenAt - now));
        }
    }
}
