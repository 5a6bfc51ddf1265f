using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Health;

/// <summary>What the traffic to one instance has shown since its last success. Safe for concurrent use.</summary>
internal sealed class FailureRecord
{
    private readonly Lock _lock = new();
    private int _failures;
    private int _ejections;

    /// <returns>How long to eject the instance, or null to leave it in.</returns>
    public TimeSpan? Failed(bool couldNotConnect, EjectionOptions options)
    {
        lock (_lock)
        {
            _failures++;
            if (!couldNotConnect && _failures < options.ConsecutiveFailures)
            {
                return null;
            }

            _failures = 0;
            var time = options.BaseTime * Math.Pow(2, Math.Min(_ejections, 16));
            _ejections++;
            return time < options.MaxTime ? time : options.MaxTime;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _failures = 0;
            _ejections = 0;
        }
    }
}
