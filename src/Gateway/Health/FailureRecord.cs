using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Health;

/// <summary>What the traffic to one instance has shown since its last success. Safe for concurrent use.</summary>
internal sealed class FailureRecord
{
    private readonly Lock _lock = new();
    private volatile bool _isClean = true;
    private bool _wasEjected;
    private int _failures;
    private int _ejections;
    private TimeSpan _ejectedUntil = TimeSpan.MinValue;

    /// <summary>Whether a success would change nothing; asked without a lock, since most instances are well.</summary>
    public bool IsClean => _isClean;

    /// <param name="couldNotConnect">Which ejects at once.</param>
    /// <param name="now">By a clock that only goes forward.</param>
    /// <param name="options">When and how long.</param>
    /// <returns>How long to eject the instance, or null to leave it in.</returns>
    public TimeSpan? Failed(bool couldNotConnect, TimeSpan now, EjectionOptions options)
    {
        lock (_lock)
        {
            if (now < _ejectedUntil)
            {
                // Requests that were on their way when it was ejected say nothing new.
                return null;
            }

            _isClean = false;
            _failures++;
            if (!couldNotConnect && _failures < options.ConsecutiveFailures)
            {
                return null;
            }

            _failures = 0;
            var time = options.BaseTime * Math.Pow(2, Math.Min(_ejections, 16));
            time = time < options.MaxTime ? time : options.MaxTime;
            _ejections++;
            _ejectedUntil = now + time;
            _wasEjected = true;
            return time;
        }
    }

    /// <param name="now">By the same clock.</param>
    /// <returns>Whether it is the first success after an ejection. One of a request from before it says nothing of that.</returns>
    public bool Succeeded(TimeSpan now)
    {
        lock (_lock)
        {
            _failures = 0;
            _ejections = 0;
            var recovered = _wasEjected && now >= _ejectedUntil;
            _wasEjected &= !recovered;
            _isClean = !_wasEjected;
            return recovered;
        }
    }
}
