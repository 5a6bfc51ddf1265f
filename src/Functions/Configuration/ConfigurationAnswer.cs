using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;

namespace ToskaMesh.Functions.Configuration;

/// <summary>One version of a configuration, as callers read it.</summary>
public sealed record ConfigurationAnswer
{
    /// <summary>Of the configuration.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required ConfigurationKind Kind { get; init; }

    public required long Version { get; init; }

    /// <summary>The number of the version that holds; absent where none does.</summary>
    public long? ActiveVersion { get; init; }

    public required ConfigurationFormat Format { get; init; }

    /// <summary>As its author wrote it: secrets are references.</summary>
    public required string Content { get; init; }

    /// <summary>SHA-256 of what the content means, whichever way it is written.</summary>
    public required string Hash { get; init; }

    public string? Schema { get; init; }

    public required ConfigurationLayer Layer { get; init; }

    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public string? Description { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    internal static ConfigurationAnswer From(ConfigurationVersion version, ConfigurationHead head) => new()
    {
        Id = version.Info.ConfigurationId.ToString(),
        Name = version.Info.Key.Name.Value,
        Environment = version.Info.Key.Environment.Value,
        Kind = head.Kind,
        Version = version.Info.Number,
        ActiveVersion = head.Active > 0 ? head.Active : null,
        Format = version.Info.Format,
        Content = version.Content,
        Hash = version.Info.Hash,
        Schema = version.Schema,
        Layer = LayerRules.LayerOf(version.Info.Key, version.Info.Selector),
        Services = [.. version.Info.Selector.Services.Select(service => service.Value)],
        Labels = version.Info.Selector.Labels,
        Description = version.Info.Description,
        Notes = version.Info.Notes,
        CreatedAt = version.Info.CreatedAt,
        CreatedBy = version.Info.CreatedBy,
    };
}
