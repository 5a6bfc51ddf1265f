namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// The host's clock, which here never goes back, so that what was due once stays due, and never stands still, so that
/// a wall clock that was set back holds no timer up.
/// </summary>
/// <param name="latest">A time that was seen before.</param>
internal sealed class EngineClock(TimeProvider time, DateTime latest)
{
    private readonly Lock _lock = new();
    private DateTime _latest = latest;
    private long _stamp = time.GetTimestamp();

    public DateTime Now
    {
        get
        {
            lock (_lock)
            {
                var stamp = time.GetTimestamp();
                var wall = time.GetUtcNow().UtcDateTime;
                var onward = _latest + time.GetElapsedTime(_stamp, stamp);
                (_latest, _stamp) = (wall > onward ? wall : onward, stamp);
                return _latest;
            }
        }
    }
}
