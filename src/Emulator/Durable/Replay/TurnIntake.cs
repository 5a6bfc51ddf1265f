using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Which of the waiting events a turn takes, and where the orchestration stands by them, before any code runs.</summary>
/// <param name="Events">The first so many of those that wait.</param>
/// <param name="HasWork">Whether there is anything for the code among them.</param>
/// <param name="End">Set where an event ends the execution, whatever the code would do.</param>
internal sealed record TurnIntake(IReadOnlyList<TurnEvent> Events, OrchestrationRuntimeStatus Status, bool HasWork, Completion? End)
{
    public static TurnIntake Of(IReadOnlyList<Turn> history, IReadOnlyList<TurnEvent> waiting, OrchestrationRuntimeStatus status)
    {
        var started = history.Any(t => t.Events.Any(e => e is ExecutionStarted));
        var suspended = status == OrchestrationRuntimeStatus.Suspended;
        var (taken, work) = (new List<TurnEvent>(), false);
        Completion? end = null;
        foreach (var next in waiting)
        {
            if (suspended && !next.IsControl)
            {
                break;
            }

            taken.Add(next);
            started |= next is ExecutionStarted;
            work |= !next.IsControl;
            suspended = next switch
            {
                ExecutionSuspended => true,
                ExecutionResumed => false,
                _ => suspended,
            };
            end = EndBy(next);
            if (end is not null)
            {
                break;
            }
        }

        var stands = suspended ? OrchestrationRuntimeStatus.Suspended
            : started ? OrchestrationRuntimeStatus.Running
            : OrchestrationRuntimeStatus.Pending;
        return new TurnIntake(taken, stands, work, end);
    }

    private static Completion? EndBy(TurnEvent next) => next switch
    {
        ExecutionTerminated terminated => new Completion(OrchestrationRuntimeStatus.Terminated, terminated.Output, null)
        {
            EndsChildren = terminated.Recursive,
        },
        ExecutionAborted aborted => Completion.Failed(aborted.Failure),
        _ => null,
    };
}
