using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.History;

/// <summary>The engine found, after a turn, that the orchestrator cannot go on.</summary>
internal sealed record ExecutionAborted(TaskFailureDetails Failure) : TurnEvent
{
    public override bool IsControl => true;
}
