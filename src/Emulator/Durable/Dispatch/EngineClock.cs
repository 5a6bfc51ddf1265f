namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>The host's clock, which here never goes back: what was due once stays due.</summary>
internal sealed class EngineClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTime _latest;

    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            lock (_lock)
            {
                return _latest = now > _latest ? now : _latest;
            }
        }
    }
}
