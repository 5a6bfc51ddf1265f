using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>What a turn does, all of it or nothing.</summary>
/// <param name="Turn">What is added to the history.</param>
/// <param name="Taken">How many of the waiting events the turn has taken, from the first.</param>
/// <param name="Status">Where the orchestration stands afterwards, if it goes on.</param>
internal sealed record TurnDecision(Turn Turn, int Taken, OrchestrationRuntimeStatus Status)
{
    public IReadOnlyList<int> CancelledTimers { get; init; } = [];

    /// <summary>Null where it stays.</summary>
    public CustomStatus? CustomStatus { get; init; }

    /// <summary>Null while it goes on.</summary>
    public Completion? Completion { get; init; }
}
