using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

/// <summary>Something that an orchestrator asked for, numbered from 0 in the order of its calls.</summary>
/// <remarks>What is needed only to carry it out is not written to the history.</remarks>
[JsonDerivedType(typeof(ActivityCalled), "activity")]
[JsonDerivedType(typeof(SubOrchestrationCalled), "sub")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(EventSent), "event")]
internal abstract record TurnAction(int Id)
{
    /// <summary>Whether a replay that does the other does the same.</summary>
    public abstract bool IsSame(TurnAction other);
}
