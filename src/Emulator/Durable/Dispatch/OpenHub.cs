using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Replay;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>A task hub while this host has it: the store, what waits to be done, and those who do it.</summary>
internal sealed class OpenHub : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly SqliteSession _session;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly DurableParts _parts;
    private readonly DueTimers _timers;
    private readonly ReadyInstances _ready = new();
    private readonly ActivityQueue _activities = new();
    private Task _writing = Task.CompletedTask;
    private Task _working = Task.CompletedTask;
    private Task _timing = Task.CompletedTask;

    private OpenHub(DurableParts parts, FileStream hubLock, SqliteSession session, string path)
    {
        _parts = parts;
        _lock = hubLock;
        _session = session;
        Reader = new StoreReader(new DurableDatabase(path));
        Clock = new EngineClock(parts.Time, InstanceTable.LatestUpdate(session));
        _timers = new DueTimers(Reader, _ready, Clock, parts.Time, parts.Loggers.CreateLogger<DueTimers>());
        Writer = new StoreWriter(session, NumberSource.After(session), Clock, Committed);
    }

    public StoreReader Reader { get; }

    public StoreWriter Writer { get; }

    public InstanceSignals Signals { get; } = new();

    public EngineClock Clock { get; }

    /// <summary>Opens the hub and takes up what was left in it.</summary>
    /// <returns>Null while another host has it.</returns>
    public static OpenHub? TryOpen(DurableParts parts, string directory, DurableSettings settings)
    {
        var path = Path.Combine(directory, $"durable-{settings.Hub.ToLowerInvariant()}");
        if (HubLock.TryTake($"{path}.lock") is not { } hubLock)
        {
            return null;
        }

        try
        {
            var hub = new OpenHub(parts, hubLock, new DurableDatabase($"{path}.db").OpenForWriting(), $"{path}.db");
            hub.Start(settings);
            return hub;
        }
        catch
        {
            hubLock.Dispose();
            throw;
        }
    }

    /// <summary>Begins no more work, and waits for what is under way until the token is cancelled; then cancels that, too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_working.IsCompleted)
        {
            await _abort.CancelAsync();
        }

        Signals.Close();
    }

    /// <summary>Puts on disk what was handed in, and lets another host have the hub.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _abort.CancelAsync();
        Writer.Complete();
        await _writing;

        // It runs nobody's code, so it ends: else it could open the store once more, when it is another's or gone.
        await _timing;
        Reader.Dispose();
        _session.Dispose();
        await _lock.DisposeAsync();
    }

    private void Start(DurableSettings settings)
    {
        var now = Clock.Now;
        var ready = InboxTable.Ready(_session, now.Ticks);
        var activities = ActivityTable.All(_session);
        var orchestrations = new OrchestrationDispatcher(
            Reader,
            Writer,
            _ready,
            _parts.Orchestrators,
            new OrchestrationReplay(_parts.Converter, _parts.Loggers),
            Clock,
            _parts.Time,
            _parts.TurnLimit,
            ready,
            _parts.Loggers.CreateLogger<OrchestrationDispatcher>());
        var runs = new ActivityDispatcher(
            Reader, Writer, _activities, _parts.Activities, _parts.Time, activities, _parts.Loggers.CreateLogger<ActivityDispatcher>());
        _writing = Task.Run(Writer.RunAsync);
        ready.ForEach(_ready.Add);
        activities.ForEach(_activities.Add);
        var loops = Enumerable.Range(0, settings.ConcurrentOrchestrators).Select(_ => Task.Run(() => orchestrations.RunAsync(_stopping.Token)))
            .Concat(Enumerable.Range(0, settings.ConcurrentActivities).Select(_ => Task.Run(() => runs.RunAsync(_stopping.Token, _abort.Token))))
            .Append(_timing = Task.Run(() => _timers.RunAsync(now, _stopping.Token)));
        _working = Task.WhenAll(loops.ToList());
    }

    private void Committed(CommitEffects effects)
    {
        effects.Ready.ForEach(_ready.Add);
        effects.Due.ForEach(due => _timers.Add(due.InstanceId, due.Due));
        effects.Activities.ForEach(_activities.Add);
        effects.Changed.ForEach(Signals.Changed);
    }
}
