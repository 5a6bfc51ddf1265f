using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

internal sealed record SubOrchestrationCalled(int Id, string Name, string InstanceId) : TurnAction(Id)
{
    [JsonIgnore]
    public string? Input { get; init; }

    public override bool IsSame(TurnAction other) =>
        other is SubOrchestrationCalled called
        && string.Equals(called.Name, Name, StringComparison.OrdinalIgnoreCase)
        && called.InstanceId == InstanceId;

    public override string ToString() => $"call sub-orchestrator '{Name}' as '{InstanceId}' (#{Id})";
}
