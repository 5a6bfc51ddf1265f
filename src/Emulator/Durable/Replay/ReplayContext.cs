using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>
/// The context of one replay. It numbers what the code asks for, holds it against the history as far as there is one,
/// and gathers what goes beyond.
/// </summary>
internal sealed partial class ReplayContext(
    ExecutionInfo execution, RecordedActions recorded, DataConverter converter, OrchestrationScheduler scheduler, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly ExternalEvents _events = new(converter);
    private readonly List<TurnAction> _actions = [];
    private readonly List<int> _cancelledTimers = [];
    private DateTime _now;
    private bool _replaying;
    private int _guids;

    public override TaskName Name => execution.Name;

    public override string InstanceId => execution.InstanceId;

    public override ParentOrchestrationInstance? Parent => execution.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>What this turn's code asked for beyond the history.</summary>
    public IReadOnlyList<TurnAction> NewActions => _actions;

    /// <summary>Timers that this turn's code waits for no more.</summary>
    public IReadOnlyList<int> CancelledTimers => _cancelledTimers;

    public IReadOnlyList<EventRaised> UnprocessedEvents => _events.Unprocessed;

    public ContinuedInput? Continuation { get; private set; }

    public CustomStatus? Status { get; private set; }

    public bool WaitsForItsTasks => _events.HasWaiting || _open.Values.Any(o => o.IsOpen);

    public override T? GetInput<T>()
        where T : default =>
        converter.Deserialize<T>(execution.Input);

    public override void SetCustomStatus(object? customStatus)
    {
        ThrowIfElsewhere();
        Status = new CustomStatus(converter.Serialize(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        ThrowIfElsewhere();
        Continuation = new ContinuedInput(converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        ThrowIfElsewhere();
        return DeterministicGuid.Of(execution.ExecutionId, "guid", _guids++);
    }

    /// <summary>Begins a turn: what follows happens at its time.</summary>
    public void Begin(DateTime time, bool replaying)
    {
        _now = time;
        _replaying = replaying;
    }

    /// <summary>Hands an event to whatever waits for it. One that nobody waits for any more, such as a cancelled timer's, is void.</summary>
    public void Apply(TurnEvent happened)
    {
        switch (happened)
        {
            case TaskCompleted completed when _open.Remove(completed.Id, out var task):
                task.Complete(completed.Result, converter);
                break;
            case TaskFailed failed when _open.Remove(failed.Id, out var task):
                task.Fail(failed.Failure);
                break;
            case TimerFired fired when _open.Remove(fired.Id, out var task):
                task.Complete(null, converter);
                break;
            case EventRaised raised:
                _events.Arrive(raised);
                break;
        }
    }

    /// <summary>What runs beside the scheduler would come in another order at the next replay.</summary>
    private void ThrowIfElsewhere()
    {
        if (TaskScheduler.Current != scheduler)
        {
            scheduler.Tell();
            throw new InvalidOperationException(
                $"The context of orchestrator '{execution.Name}' was used beside its scheduler. Await only tasks of the context, without ConfigureAwait(false).");
        }
    }
}
