using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>An API key as an Admin reads it: without its secret.</summary>
public sealed record ApiKeyAnswer
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required ApiKeyOrigin Origin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until then the secret of before the rotation works, too.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    internal static ApiKeyAnswer From(StoredApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Role = key.Role,
        Services = [.. key.Services.Select(service => service.Value).Order(StringComparer.Ordinal)],
        Scopes = [.. key.Scopes.Order(StringComparer.Ordinal)],
        Origin = key.Origin,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        RotatedAt = key.RotatedAt,
        PreviousUntil = key.PreviousUntil,
    };
}
