using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>An explicit route in a list, without its definition.</summary>
public sealed record RouteSummaryAnswer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The number of its last version.</summary>
    public required long Version { get; init; }

    /// <summary>The number of the version that gateways serve by; absent where none is.</summary>
    public long? ActiveVersion { get; init; }

    /// <summary>Of the last version.</summary>
    public required string Hash { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    internal static RouteSummaryAnswer From(ConfigurationHead head) => new()
    {
        Id = head.Id.ToString(),
        Name = head.Key.Name.Value,
        Version = head.Version,
        ActiveVersion = head.Active > 0 ? head.Active : null,
        Hash = head.Hash,
        Description = head.Description,
        CreatedAt = head.CreatedAt,
        ChangedAt = head.ChangedAt,
        ChangedBy = head.ChangedBy,
    };
}
