using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>An orchestration as it is stored, without its history.</summary>
/// <param name="Version">Grows with each turn: who commits a turn names the version that it read.</param>
internal sealed record InstanceRecord(string Id, string ExecutionId, long Version, string Name, OrchestrationRuntimeStatus Status)
{
    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>Null for one that a client started.</summary>
    public ParentTask? Parent { get; init; }

    public bool HasEnded => Status.HasEnded();
}
