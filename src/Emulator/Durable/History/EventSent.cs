using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

internal sealed record EventSent(int Id, string InstanceId, string Name) : TurnAction(Id)
{
    [JsonIgnore]
    public string? Payload { get; init; }

    public override bool IsSame(TurnAction other) =>
        other is EventSent sent
        && sent.InstanceId == InstanceId
        && string.Equals(sent.Name, Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"send event '{Name}' to '{InstanceId}' (#{Id})";
}
