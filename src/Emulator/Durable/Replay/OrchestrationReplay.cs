using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>
/// Decides one turn: runs the code over the history, gives it the new events one by one, and says what it asked for.
/// Without I/O, on the calling thread alone.
/// </summary>
internal sealed class OrchestrationReplay(DataConverter converter, ILoggerFactory loggers)
{
    /// <param name="code">Null where the function is not there: then the orchestration fails.</param>
    /// <param name="history">Of this execution, in order.</param>
    /// <param name="waiting">Those that may be taken, in order of arrival.</param>
    /// <param name="status">Where the orchestration stands.</param>
    /// <param name="foreignTaskAwaited">Called at most once, maybe long after the turn, when the code turns out to have awaited a task that was not the context's.</param>
    public TurnDecision Decide(
        OrchestratorCode? code,
        ExecutionInfo execution,
        IReadOnlyList<Turn> history,
        IReadOnlyList<TurnEvent> waiting,
        OrchestrationRuntimeStatus status,
        DateTime now,
        Action foreignTaskAwaited)
    {
        var intake = TurnIntake.Of(history, waiting, status);
        if (intake.End is { } end)
        {
            return Without(intake, now) with { Completion = end };
        }

        if (!intake.HasWork)
        {
            return Without(intake, now);
        }

        return code is null
            ? Without(intake, now) with { Completion = Completion.Failed(EngineFailures.NoOrchestrator(execution.Name)) }
            : Run(code, execution, history, intake, now, foreignTaskAwaited);
    }

    private static TurnDecision Without(TurnIntake intake, DateTime now) =>
        new(new Turn(now, intake.Events, []), intake.Events.Count, intake.Status);

    private TurnDecision Run(
        OrchestratorCode code,
        ExecutionInfo execution,
        IReadOnlyList<Turn> history,
        TurnIntake intake,
        DateTime now,
        Action foreignTaskAwaited)
    {
        var scheduler = new OrchestrationScheduler(foreignTaskAwaited);
        var recorded = new RecordedActions(history);
        var context = new ReplayContext(execution, recorded, converter, scheduler, loggers);
        var run = new ReplayRun(code, context, scheduler);
        try
        {
            var until = 0;
            foreach (var turn in history)
            {
                run.Step(turn.Time, turn.Events, replaying: true);
                recorded.EndTurn(until += turn.Actions.Count);
                if (run.HasEnded)
                {
                    recorded.EndEarly();
                }

                if (recorded.Difference is not null)
                {
                    break;
                }
            }

            var taken = recorded.Difference is null ? run.Step(now, intake.Events, replaying: false) : intake.Events.Count;
            return Outcome(execution, intake, now, taken, recorded, run, context);
        }
        finally
        {
            scheduler.Close();
        }
    }

    private TurnDecision Outcome(
        ExecutionInfo execution,
        TurnIntake intake,
        DateTime now,
        int taken,
        RecordedActions recorded,
        ReplayRun run,
        ReplayContext context)
    {
        var events = intake.Events.Take(taken).ToList();

        // Code that went on elsewhere in a replay differs from its history, too, but that is only what comes of it.
        var fault = run.AwaitsForeignTask ? EngineFailures.AwaitsForeignTask(execution.Name)
            : recorded.Difference is { } difference ? EngineFailures.Differs(execution.Name, difference)
            : null;
        if (fault is not null)
        {
            return new TurnDecision(new Turn(now, events, []), taken, intake.Status) { Completion = Completion.Failed(fault) };
        }

        return new TurnDecision(new Turn(now, events, [.. context.NewActions]), taken, intake.Status)
        {
            CancelledTimers = [.. context.CancelledTimers],
            CustomStatus = context.Status,
            Completion = run.HasEnded ? End(run.Result, context) : null,
        };
    }

    private Completion End(Task<object?> result, ReplayContext context)
    {
        if (result.IsFaulted || result.IsCanceled)
        {
            var exception = result.Exception?.InnerException ?? new TaskCanceledException(result);
            return Completion.Failed(TaskFailureDetails.FromException(exception));
        }

        if (context.Continuation is { } continuation)
        {
            return new Completion(OrchestrationRuntimeStatus.ContinuedAsNew, null, null)
            {
                NextInput = continuation.Input,
                Carried = continuation.PreservesEvents ? [.. context.UnprocessedEvents] : [],
            };
        }

        try
        {
            return new Completion(OrchestrationRuntimeStatus.Completed, converter.Serialize(result.Result), null);
        }
        catch (Exception exception)
        {
            return Completion.Failed(TaskFailureDetails.FromException(exception));
        }
    }
}
