namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>
/// Runs the code of one orchestrator on the one thread that drains it, in the order in which its parts became ready.
/// Work that another thread brings, or that comes after the end, is the continuation of a task that was not the
/// context's: it is never run, and told to whoever wants to know.
/// </summary>
internal sealed class OrchestrationScheduler(Action foreignTaskAwaited) : TaskScheduler
{
    private readonly Queue<Task> _ready = new();
    private readonly Lock _lock = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _closed;
    private int _told;

    public override int MaximumConcurrencyLevel => 1;

    public bool SawForeignTask => Volatile.Read(ref _told) != 0;

    public bool IsItsThread => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Runs until nothing more is ready.</summary>
    public void Drain()
    {
        while (!SawForeignTask && TryTake(out var task))
        {
            TryExecuteTask(task!);
        }
    }

    /// <summary>The code went on beside this scheduler.</summary>
    public void Tell()
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            foreignTaskAwaited();
        }
    }

    /// <summary>The turn is over: the thread serves another one.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _ready.Clear();
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            if (!_closed && IsItsThread)
            {
                _ready.Enqueue(task);
                return;
            }
        }

        Tell();
    }

    /// <summary>Never: whether the runtime asks depends on the kind of thread, and the order must not.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return _ready.ToArray();
        }
    }

    private bool TryTake(out Task? task)
    {
        lock (_lock)
        {
            return _ready.TryDequeue(out task);
        }
    }
}
