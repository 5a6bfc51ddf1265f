using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Takes an activity away and tells its result. The second of two that ran the same one changes nothing.</summary>
internal sealed record CompleteActivity(ActivityRecord Activity, TurnEvent Outcome) : IStoreChange<bool>
{
    public bool Apply(WriteSession session)
    {
        if (!ActivityTable.Remove(session.Database, Activity.Number))
        {
            return false;
        }

        Delivery.PutIfRunning(session, Activity.InstanceId, Activity.ExecutionId, Outcome);
        return true;
    }
}
