using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Replay;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>All effects of one turn: what it took from the inbox, its history, and what the code asked for.</summary>
/// <param name="Read">The instance as the turn read it. If it has changed since, nothing happens.</param>
/// <param name="TurnNumber">Of the execution, from 0.</param>
/// <param name="Taken">The numbers of the messages that are done with.</param>
/// <returns>The instance as it is now; null where another was quicker.</returns>
internal sealed record CommitTurn(InstanceRecord Read, int TurnNumber, IReadOnlyList<long> Taken, TurnDecision Decision)
    : IStoreChange<InstanceRecord?>
{
    public InstanceRecord? Apply(WriteSession session)
    {
        var next = Next(session.Now);
        if (!InstanceTable.TryUpdate(session.Database, Read, next))
        {
            session.Effects.Ready.Add(Read.Id);
            return null;
        }

        foreach (var number in Taken)
        {
            InboxTable.Remove(session.Database, Read.Id, number);
        }

        foreach (var timer in Decision.CancelledTimers)
        {
            InboxTable.RemoveTimer(session.Database, Read.Id, Read.ExecutionId, timer);
        }

        CarryOut(session);
        End(session, next);
        if (next.Status != Read.Status || Decision.Completion is not null)
        {
            session.Effects.Changed.Add(Read.Id);
        }

        return next;
    }

    private InstanceRecord Next(DateTimeOffset now)
    {
        var next = Read with
        {
            Version = Read.Version + 1,
            UpdatedAt = now,
            Status = Decision.Status,
            CustomStatus = Decision.CustomStatus is { } custom ? custom.Value : Read.CustomStatus,
        };
        return Decision.Completion switch
        {
            null => next,
            { Status: OrchestrationRuntimeStatus.ContinuedAsNew } again =>
                next with { ExecutionId = Guid.NewGuid().ToString("N"), Input = again.NextInput },
            var end => next with { Status = end.Status, Output = end.Output, Failure = end.Failure },
        };
    }

    private void CarryOut(WriteSession session)
    {
        foreach (var action in Decision.Turn.Actions)
        {
            switch (action)
            {
                case ActivityCalled activity:
                    CallActivity(session, activity);
                    break;
                case SubOrchestrationCalled child:
                    CallSubOrchestration(session, child);
                    break;
                case TimerCreated timer when Decision.Completion is null && !Decision.CancelledTimers.Contains(timer.Id):
                    CreateTimer(session, timer);
                    break;
                case EventSent sent:
                    Delivery.PutIfRunning(session, sent.InstanceId, null, new EventRaised(sent.Name, sent.Payload));
                    break;
            }
        }
    }

    private void CallActivity(WriteSession session, ActivityCalled activity)
    {
        var number = session.Numbers.Next();
        ActivityTable.Add(
            session.Database, new ActivityRecord(number, Read.Id, Read.ExecutionId, activity.Id, activity.Name, activity.Input));
        session.Effects.Activities.Add(number);
    }

    private void CallSubOrchestration(WriteSession session, SubOrchestrationCalled child)
    {
        if (InstanceTable.StandOf(session.Database, child.InstanceId) is { } there && !there.Status.HasEnded())
        {
            var failure = EngineFailures.Of(
                EngineFailures.InstanceExists, $"An orchestration '{child.InstanceId}' with the status {there.Status} already exists.");
            Delivery.Put(session, Read.Id, Read.ExecutionId, new TaskFailed(child.Id, failure));
            return;
        }

        var parent = new ParentTask(Read.Id, Read.ExecutionId, Read.Name, child.Id);
        NewInstance.Put(session, child.InstanceId, child.Name, child.Input, parent, startAt: null);
    }

    private void CreateTimer(WriteSession session, TimerCreated timer)
    {
        var due = new DateTimeOffset(timer.FireAt);
        Delivery.Put(session, Read.Id, Read.ExecutionId, new TimerFired(timer.Id), due > session.Now ? due : null);
    }

    private void End(WriteSession session, InstanceRecord next)
    {
        if (Decision.Completion is not { } end)
        {
            HistoryTable.Append(session.Database, Read.Id, TurnNumber, Decision.Turn);
            return;
        }

        if (end.Status == OrchestrationRuntimeStatus.ContinuedAsNew)
        {
            BeginAgain(session, next, end);
            return;
        }

        HistoryTable.Append(session.Database, Read.Id, TurnNumber, Decision.Turn);
        InboxTable.Clear(session.Database, Read.Id);
        if (end.EndsChildren)
        {
            EndChildren(session);
        }

        Delivery.TellParent(session, next, end.Output, end.Failure ?? NotCompleted(end));
    }

    /// <summary>The parent of a terminated child sees a failure.</summary>
    private Microsoft.DurableTask.TaskFailureDetails? NotCompleted(Completion end) =>
        end.Status == OrchestrationRuntimeStatus.Completed
            ? null
            : EngineFailures.Of(EngineFailures.Terminated, $"Orchestration '{Read.Id}' was terminated.");

    /// <summary>The start and what is carried along come before what has not been taken yet.</summary>
    private void BeginAgain(WriteSession session, InstanceRecord next, Completion end)
    {
        InstanceTable.SetInput(session.Database, Read.Id, next.Input);
        HistoryTable.Clear(session.Database, Read.Id);
        InboxTable.RemoveOf(session.Database, Read.Id, Read.ExecutionId);
        var number = InboxTable.NumberBefore(session.Database, Read.Id, end.Carried.Count + 1);
        InboxTable.Add(session.Database, Read.Id, number++, 0, next.ExecutionId, new ExecutionStarted());
        foreach (var carried in end.Carried)
        {
            InboxTable.Add(session.Database, Read.Id, number++, 0, null, carried);
        }

        session.Effects.Ready.Add(Read.Id);
    }

    private void EndChildren(WriteSession session)
    {
        foreach (var child in InstanceTable.ChildrenOf(session.Database, Read.Id))
        {
            Delivery.PutIfRunning(session, child, null, new ExecutionTerminated(Decision.Completion!.Output, Recursive: true));
        }
    }
}
