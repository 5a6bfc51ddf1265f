namespace ToskaMesh.Shared.Configuration;

/// <summary>One version of a configuration without what it holds. It never changes.</summary>
public sealed record ConfigurationVersionInfo
{
    public required Guid ConfigurationId { get; init; }

    public required ConfigurationKey Key { get; init; }

    /// <summary>Of the configuration.</summary>
    public ConfigurationKind Kind { get; init; }

    /// <summary>From 1, upwards for ever: also after the configuration was deleted and made again.</summary>
    public required long Number { get; init; }

    public required ConfigurationFormat Format { get; init; }

    /// <summary>Of what the content means: <see cref="Documents.ConfigurationDocument.Hash"/>.</summary>
    public required string Hash { get; init; }

    public required ConfigurationSelector Selector { get; init; }

    public string? Description { get; init; }

    /// <summary>Why, in the words of who made it.</summary>
    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }
}
