using System.Text.Json.Serialization;

namespace ToskaMesh.Emulator.Durable.History;

internal sealed record ActivityCalled(int Id, string Name) : TurnAction(Id)
{
    [JsonIgnore]
    public string? Input { get; init; }

    public override bool IsSame(TurnAction other) =>
        other is ActivityCalled called && string.Equals(called.Name, Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"call activity '{Name}' (#{Id})";
}
