namespace ToskaMesh.Functions.Tests.Probing;

/// <summary>
/// Lets asynchronous work run on the test's own thread, and only when the test says so: between two steps of the clock
/// everything that can go on has gone on, however busy the machine is.
/// </summary>
internal sealed class Turns : SynchronizationContext, IDisposable
{
    private readonly SynchronizationContext? _outer = Current;
    private readonly Queue<(SendOrPostCallback Work, object? State)> _waiting = [];

    private Turns()
    {
    }

    public static Turns Begin()
    {
        var turns = new Turns();
        SetSynchronizationContext(turns);
        return turns;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_waiting)
        {
            _waiting.Enqueue((d, state));
        }
    }

    public void RunAll()
    {
        while (TryTake(out var next))
        {
            next.Work(next.State);
        }
    }

    public void Dispose() => SetSynchronizationContext(_outer);

    private bool TryTake(out (SendOrPostCallback Work, object? State) next)
    {
        lock (_waiting)
        {
            return _waiting.TryDequeue(out next);
        }
    }
}
