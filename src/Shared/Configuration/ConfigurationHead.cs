namespace ToskaMesh.Shared.Configuration;

/// <summary>A configuration as it is now, without what it holds.</summary>
public sealed record ConfigurationHead
{
    /// <summary>A UUID, version 7. It stays when the configuration is deleted and made again.</summary>
    public required Guid Id { get; init; }

    public required ConfigurationKey Key { get; init; }

    /// <summary>The number of its last version.</summary>
    public required long Version { get; init; }

    /// <summary>Of that version's <see cref="Documents.ConfigurationDocument"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Of that version: <see cref="ConfigurationDraft.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    public required ConfigurationSelector Selector { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    /// <summary>Since when nobody gets it any more; null while it is there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public bool IsDeleted => DeletedAt is not null;
}
