using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>An API key as the mesh keeps it: without its secret.</summary>
public sealed record StoredApiKey
{
    public const int MaxCount = 10_000;

    public required string Id { get; init; }

    /// <summary>For people: 1 to 100 characters; empty for keys of the settings.</summary>
    public string Name { get; init; } = "";

    public ApiKeyOrigin Origin { get; init; }

    /// <summary>See <see cref="ApiKey.Hash"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the secret before the last rotation; null when there was none, or it ended at once.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>When the previous secret ends; not null beside <see cref="PreviousHash"/>.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>Of the secrets that were replaced, the newest last; at most <see cref="ApiKeyRules.MaxRetired"/>. Settings do not bring one back.</summary>
    public IReadOnlyList<string> RetiredHashes { get; init; } = [];

    public required Role Role { get; init; }

    public IReadOnlySet<ServiceName> Services { get; init; } = new HashSet<ServiceName>();

    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>To about an hour, by the control plane; null when it was never seen there.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When an app last said that its settings have the key; null for one that was made.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    public Caller ToCaller() => new(Id, Role, Services, Scopes);
}
