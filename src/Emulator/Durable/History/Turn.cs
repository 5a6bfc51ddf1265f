namespace ToskaMesh.Emulator.Durable.History;

/// <summary>
/// One step of an orchestration: what had reached it, and what its code asked for thereupon. The history of an execution
/// is the list of its turns; one is added at a time, in one transaction with all its effects.
/// </summary>
internal sealed record Turn(DateTime Time, IReadOnlyList<TurnEvent> Events, IReadOnlyList<TurnAction> Actions)
{
    public int Weight => Events.Count + Actions.Count;
}
