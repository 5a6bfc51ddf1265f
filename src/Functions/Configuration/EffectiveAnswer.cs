using System.Text.Json;

namespace ToskaMesh.Functions.Configuration;

/// <summary>What one instance gets, and where each part of it is from.</summary>
public sealed record EffectiveAnswer
{
    public required string Service { get; init; }

    public string? Instance { get; init; }

    public required string Environment { get; init; }

    /// <summary>Whether references to secrets were replaced by secrets.</summary>
    public required bool Resolved { get; init; }

    /// <summary>The lowest first; what a later one says holds.</summary>
    public required IReadOnlyList<EffectiveLayerAnswer> Layers { get; init; }

    public required JsonElement Content { get; init; }

    /// <summary>The place in <see cref="Layers"/>, from 0, by the JSON pointer of each leaf of the content.</summary>
    public required IReadOnlyDictionary<string, int> Origins { get; init; }
}
