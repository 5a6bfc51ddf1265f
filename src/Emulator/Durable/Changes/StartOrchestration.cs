using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Changes;

/// <summary>A client starts an orchestration.</summary>
/// <param name="Dedupe">The statuses in which an instance of this id stays; null for those of one that has not ended.</param>
internal sealed record StartOrchestration(
    string InstanceId, string Name, string? Input, DateTimeOffset? StartAt, IReadOnlyCollection<OrchestrationRuntimeStatus>? Dedupe)
    : IStoreChange<string>
{
    /// <exception cref="InvalidOperationException">The instance is there, and stays.</exception>
    public string Apply(WriteSession session)
    {
        if (InstanceTable.Find(session.Database, InstanceId) is { } existing)
        {
            Replace(session, existing);
        }

        NewInstance.Put(session, InstanceId, Name, Input, parent: null, StartAt > session.Now ? StartAt : null);
        return InstanceId;
    }

    private void Replace(WriteSession session, InstanceRecord existing)
    {
        if (Dedupe?.Contains(existing.Status) ?? !existing.HasEnded)
        {
            throw new InvalidOperationException($"An orchestration '{InstanceId}' with the status {existing.Status} already exists.");
        }

        if (!existing.HasEnded)
        {
            var replaced = EngineFailures.Of(EngineFailures.Terminated, $"Orchestration '{InstanceId}' was replaced by another of its id.");
            Delivery.TellParent(session, existing, null, replaced);
        }
    }
}
