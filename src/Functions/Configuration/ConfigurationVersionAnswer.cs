using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Configuration;

/// <summary>A version in a history, without what it holds: that is read with its number.</summary>
public sealed record ConfigurationVersionAnswer
{
    public required string ConfigurationItemId { get; init; }

    public required long Version { get; init; }

    public required ConfigurationFormat Format { get; init; }

    public required string Hash { get; init; }

    public string? Description { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    internal static ConfigurationVersionAnswer From(ConfigurationVersionInfo info) => new()
    {
        ConfigurationItemId = info.ConfigurationId.ToString(),
        Version = info.Number,
        Format = info.Format,
        Hash = info.Hash,
        Description = info.Description,
        Notes = info.Notes,
        CreatedAt = info.CreatedAt,
        CreatedBy = info.CreatedBy,
    };
}
