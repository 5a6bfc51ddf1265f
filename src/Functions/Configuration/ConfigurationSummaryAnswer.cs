using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;

namespace ToskaMesh.Functions.Configuration;

/// <summary>A configuration in a list, without what it holds.</summary>
public sealed record ConfigurationSummaryAnswer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required ConfigurationKind Kind { get; init; }

    public required long Version { get; init; }

    /// <summary>The number of the version that holds; absent where none does.</summary>
    public long? ActiveVersion { get; init; }

    /// <summary>False for a deleted one.</summary>
    public required bool Active { get; init; }

    public required string Hash { get; init; }

    public required ConfigurationLayer Layer { get; init; }

    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    internal static ConfigurationSummaryAnswer From(ConfigurationHead head) => new()
    {
        Id = head.Id.ToString(),
        Name = head.Key.Name.Value,
        Environment = head.Key.Environment.Value,
        Kind = head.Kind,
        Version = head.Version,
        ActiveVersion = head.Active > 0 ? head.Active : null,
        Active = !head.IsDeleted,
        Hash = head.Hash,
        Layer = LayerRules.LayerOf(head.Key, head.Selector),
        Services = [.. head.Selector.Services.Select(service => service.Value)],
        Labels = head.Selector.Labels,
        Description = head.Description,
        CreatedAt = head.CreatedAt,
        ChangedAt = head.ChangedAt,
        ChangedBy = head.ChangedBy,
    };
}
