using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>Puts an event into the inbox of an orchestration, if it still goes on.</summary>
/// <param name="ExecutionId">Null for whichever execution there is.</param>
/// <returns>Where it stands; null where it is not there.</returns>
internal sealed record SendMessage(string InstanceId, string? ExecutionId, TurnEvent Message) : IStoreChange<OrchestrationRuntimeStatus?>
{
    public OrchestrationRuntimeStatus? Apply(WriteSession session) =>
        Delivery.PutIfRunning(session, InstanceId, ExecutionId, Message);
}
