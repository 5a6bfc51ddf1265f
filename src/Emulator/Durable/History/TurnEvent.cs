using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

/// <summary>Something that reached an orchestration. As a message it lies in the inbox, once taken it stands in the history.</summary>
[JsonDerivedType(typeof(ExecutionStarted), "started")]
[JsonDerivedType(typeof(TaskCompleted), "completed")]
[JsonDerivedType(typeof(TaskFailed), "failed")]
[JsonDerivedType(typeof(TimerFired), "fired")]
[JsonDerivedType(typeof(EventRaised), "raised")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionAborted), "aborted")]
internal abstract record TurnEvent
{
    /// <summary>Whether it is taken while the orchestration is suspended.</summary>
    [JsonIgnore]
    public virtual bool IsControl => false;
}
