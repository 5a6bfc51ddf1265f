using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>What does not change during an execution.</summary>
internal sealed record ExecutionInfo(
    string InstanceId, string ExecutionId, string Name, string? Input, ParentOrchestrationInstance? Parent);
