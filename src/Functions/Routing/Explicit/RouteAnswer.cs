using System.Text.Json;
using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Functions.Routing.Explicit;

/// <summary>A version of an explicit route, as callers read it.</summary>
public sealed record RouteAnswer
{
    /// <summary>Of its configuration, by which its versions are compared and rolled back.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required long Version { get; init; }

    /// <summary>The number of the version that gateways serve by; absent where none is.</summary>
    public long? ActiveVersion { get; init; }

    public required string Hash { get; init; }

    /// <summary>As it is written by PUT, with its members in order.</summary>
    public required JsonElement Definition { get; init; }

    public string? Description { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    internal static RouteAnswer From(ConfigurationVersion version, ConfigurationHead head) => new()
    {
        Id = version.Info.ConfigurationId.ToString(),
        Name = version.Info.Key.Name.Value,
        Version = version.Info.Number,
        ActiveVersion = head.Active > 0 ? head.Active : null,
        Hash = version.Info.Hash,
        Definition = version.Document.Root,
        Description = version.Info.Description,
        Notes = version.Info.Notes,
        CreatedAt = version.Info.CreatedAt,
        CreatedBy = version.Info.CreatedBy,
    };
}
