using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>The code of one replay under way.</summary>
internal sealed class ReplayRun(OrchestratorCode code, ReplayContext context, OrchestrationScheduler scheduler)
{
    private Task<object?>? _result;

    public bool HasEnded => _result is { IsCompleted: true };

    public Task<object?> Result => _result ?? throw new InvalidOperationException("The code has not begun.");

    /// <summary>It has stopped, and nothing that it can get from the context would wake it.</summary>
    public bool AwaitsForeignTask => scheduler.SawForeignTask || (!HasEnded && _result is not null && !context.WaitsForItsTasks);

    /// <summary>Lets the code go as far as these events carry it.</summary>
    /// <returns>How many it has taken: those after its end are left.</returns>
    public int Step(DateTime time, IReadOnlyList<TurnEvent> events, bool replaying)
    {
        context.Begin(time, replaying);
        for (var i = 0; i < events.Count; i++)
        {
            if (HasEnded || scheduler.SawForeignTask)
            {
                return i;
            }

            if (events[i] is ExecutionStarted && _result is null)
            {
                _result = Task.Factory.StartNew(() => code(context), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap();
            }

            context.Apply(events[i]);
            scheduler.Drain();
        }

        return events.Count;
    }
}
