using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;

namespace ToskaMesh.Functions.Configuration;

/// <summary>A configuration that an instance gets.</summary>
public sealed record EffectiveLayerAnswer
{
    public required ConfigurationLayer Layer { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required long Version { get; init; }

    public required string Hash { get; init; }

    internal static EffectiveLayerAnswer From(ConfigurationVersionInfo info) => new()
    {
        Layer = LayerRules.LayerOf(info.Key, info.Selector),
        Name = info.Key.Name.Value,
        Environment = info.Key.Environment.Value,
        Version = info.Number,
        Hash = info.Hash,
    };
}
