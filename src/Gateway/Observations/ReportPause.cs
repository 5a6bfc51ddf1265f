using ToskaMesh.Gateway.Balancing;

namespace ToskaMesh.Gateway.Observations;

/// <summary>How long to wait after an attempt that failed: twice as long each time, and half of it by chance, so that gateways do not come back together.</summary>
internal sealed class ReportPause(IRandomSource random, TimeProvider timeProvider)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int _failures;
    private long _since;
    private TimeSpan _length;

    /// <summary>Zero when there is nothing to wait for.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = _length - timeProvider.GetElapsedTime(_since);
            return _failures == 0 || left < TimeSpan.Zero ? TimeSpan.Zero : left;
        }
    }

    /// <returns>Whether it is the first failure since the last success.</returns>
    public bool Failed()
    {
        var longest = First * Math.Pow(2, Math.Min(_failures, 10));
        var half = (longest < Longest ? longest : Longest) / 2;
        (_length, _since) = (half + TimeSpan.FromTicks(random.Next(half.Ticks)), timeProvider.GetTimestamp());
        return _failures++ == 0;
    }

    /// <returns>Whether there were failures before.</returns>
    public bool Succeeded()
    {
        var failed = _failures > 0;
        _failures = 0;
        return failed;
    }
}
