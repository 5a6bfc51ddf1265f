using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Ends an orchestration as failed, without a turn.</summary>
internal sealed record FailInstance(string InstanceId, TaskFailureDetails Failure) : IStoreChange<bool>
{
    public bool Apply(WriteSession session)
    {
        if (InstanceTable.Find(session.Database, InstanceId) is not { HasEnded: false } instance)
        {
            return false;
        }

        var ended = instance with
        {
            Version = instance.Version + 1,
            Status = OrchestrationRuntimeStatus.Failed,
            UpdatedAt = session.Now,
            Failure = Failure,
        };
        InstanceTable.TryUpdate(session.Database, instance, ended);
        InboxTable.Clear(session.Database, InstanceId);
        Delivery.TellParent(session, ended, null, Failure);
        session.Effects.Changed.Add(InstanceId);
        return true;
    }
}
