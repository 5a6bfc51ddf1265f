using System.Text.Json;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>What one instance gets.</summary>
public sealed record EffectiveConfiguration
{
    /// <summary>The configurations that it is made of, the lowest first.</summary>
    public required IReadOnlyList<ConfigurationVersionInfo> Layers { get; init; }

    /// <summary>An object. With secrets in it only if they were asked for.</summary>
    public required JsonElement Content { get; init; }

    /// <summary>See <see cref="MergedDocument.Origins"/>.</summary>
    public required IReadOnlyDictionary<string, int> Origins { get; init; }

    /// <summary>Another one whenever something here is another one. It tells nothing about secrets.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether secrets were put in: whoever keeps it must keep it secret.</summary>
    public bool HasSecrets { get; init; }
}
