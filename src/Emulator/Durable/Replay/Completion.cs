using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>How an execution ends.</summary>
internal sealed record Completion(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure)
{
    /// <summary>The input of the next execution, for a status of ContinuedAsNew.</summary>
    public string? NextInput { get; init; }

    /// <summary>What the next execution finds in its inbox.</summary>
    public IReadOnlyList<EventRaised> Carried { get; init; } = [];

    /// <summary>Whether sub-orchestrations end with it.</summary>
    public bool EndsChildren { get; init; }

    public static Completion Failed(TaskFailureDetails failure) => new(OrchestrationRuntimeStatus.Failed, null, failure);
}
