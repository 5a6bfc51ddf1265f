using System.Text.Json.Serialization;

namespace ToskaMesh.Shared.Routing;

/// <summary>
/// Settings in the route table: which version whom holds for, and nothing of what it says. Gateways see in it that what
/// an instance gets has changed; the content comes from the control plane alone.
/// </summary>
public sealed record RoutedConfiguration
{
    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>The number of the version that holds; 0 while none does, which only a rollout brings about.</summary>
    public required long Version { get; init; }

    /// <summary>Of that version's document; empty where there is none.</summary>
    [JsonRequired] // The generated reader ignores the default of a property that is left out.
    public string Hash { get; init; } = "";

    /// <summary>Whom that version is for: one of these services. Empty asks for none.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Whom that version is for: instances with all of these labels.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Null while none is under way.</summary>
    public RoutedRollout? Rollout { get; init; }
}
