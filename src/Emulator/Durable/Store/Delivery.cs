using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>Puts events into inboxes, as parts of changes.</summary>
internal static class Delivery
{
    /// <param name="due">Null for at once.</param>
    public static void Put(WriteSession session, string instance, string? execution, TurnEvent message, DateTimeOffset? due = null)
    {
        var ticks = due?.UtcTicks ?? 0;
        InboxTable.Add(session.Database, instance, session.Numbers.Next(), ticks, execution, message);
        if (ticks == 0)
        {
            session.Effects.Ready.Add(instance);
        }
        else
        {
            session.Effects.Due.Add((instance, ticks));
        }
    }

    /// <summary>Nobody opens the mail of an instance that is not there or has ended, nor that of an execution that is over.</summary>
    /// <returns>Where the instance stands; null where it is not there.</returns>
    public static OrchestrationRuntimeStatus? PutIfRunning(WriteSession session, string instance, string? execution, TurnEvent message)
    {
        var target = InstanceTable.StandOf(session.Database, instance);
        if (target is not null && !target.Status.HasEnded() && (execution is null || execution == target.ExecutionId))
        {
            Put(session, instance, execution, message);
        }

        return target?.Status;
    }

    public static void TellParent(WriteSession session, InstanceRecord child, string? output, TaskFailureDetails? failure)
    {
        if (child.Parent is { } parent)
        {
            TurnEvent message = failure is null ? new TaskCompleted(parent.TaskId, output) : new TaskFailed(parent.TaskId, failure);
            PutIfRunning(session, parent.InstanceId, parent.ExecutionId, message);
        }
    }
}
