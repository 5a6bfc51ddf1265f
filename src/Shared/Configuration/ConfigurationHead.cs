namespace ToskaMesh.Shared.Configuration;

/// <summary>A configuration as it is now, without what it holds.</summary>
public sealed record ConfigurationHead
{
    /// <summary>A UUID, version 7. It stays when the configuration is deleted and made again.</summary>
    public required Guid Id { get; init; }

    public required ConfigurationKey Key { get; init; }

    /// <summary>It never changes, also when the configuration is deleted and made again.</summary>
    public ConfigurationKind Kind { get; init; }

    /// <summary>The number of its last version.</summary>
    public required long Version { get; init; }

    /// <summary>Of that version's <see cref="Documents.ConfigurationDocument"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Of that version: <see cref="ConfigurationDraft.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Of the last version.</summary>
    public required ConfigurationSelector Selector { get; init; }

    /// <summary>The number of the version that holds; 0 while none does: a first one that was not to hold at once, or a deleted configuration.</summary>
    public required long Active { get; init; }

    /// <summary>Of the version that holds; empty where none does.</summary>
    public required string ActiveHash { get; init; }

    /// <summary>Of the version that holds.</summary>
    public required ConfigurationSelector ActiveSelector { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    /// <summary>Since when nobody gets it any more; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public bool IsDeleted => DeletedAt is not null;
}
