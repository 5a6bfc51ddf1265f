namespace ToskaMesh.Shared.Limits;

/// <summary>What one process knows of one limit without asking: permits that it has, or until when there are none.</summary>
internal sealed class Lot
{
    private readonly Lock _lock = new();
    private LimitDecision _last;
    private long _left;
    private int _refusedPermits;
    private long _refusedAt;

    public bool TryDecide(int permits, long now, TimeProvider time, out LimitDecision decision)
    {
        lock (_lock)
        {
            if (_left >= permits)
            {
                _left -= permits;
                decision = _last with { Remaining = _last.Remaining + _left };
                return true;
            }

            // What refused fewer refuses more.
            var wait = _last.RetryAfter - time.GetElapsedTime(_refusedAt, now);
            if (!_last.Allowed && permits >= _refusedPermits && wait > TimeSpan.Zero)
            {
                decision = _last with { RetryAfter = wait };
                return true;
            }

            decision = default;
            return false;
        }
    }

    public LimitDecision Put(LimitDecision whole, int rest)
    {
        lock (_lock)
        {
            _last = whole;
            _left += rest;
            return whole with { Remaining = whole.Remaining + _left };
        }
    }

    public void Refused(LimitDecision decision, int permits, long now)
    {
        lock (_lock)
        {
            (_last, _refusedPermits, _refusedAt) = (decision, permits, now);
        }
    }
}
