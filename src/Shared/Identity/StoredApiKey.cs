using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>An API key as the mesh keeps it: without its secret.</summary>
public sealed record StoredApiKey
{
    public const int MaxCount = 10_000;

    public required string Id { get; init; }

    /// <summary>See <see cref="ApiKey.Hash"/>.</summary>
    public required string Hash { get; init; }

    public required Role Role { get; init; }

    public IReadOnlySet<ServiceName> Services { get; init; } = new HashSet<ServiceName>();

    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Caller ToCaller() => new(Id, Role, Services, Scopes);
}
