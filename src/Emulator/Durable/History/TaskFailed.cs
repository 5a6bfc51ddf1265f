using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.History;

/// <summary>An activity or a sub-orchestration failed.</summary>
internal sealed record TaskFailed(int Id, TaskFailureDetails Failure) : TurnEvent;
