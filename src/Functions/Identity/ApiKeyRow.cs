using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary><see cref="StoredApiKey"/> as it is stored.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public string Name { get; set; } = "";

    public ApiKeyOrigin Origin { get; set; }

    public string Hash { get; set; } = "";

    public string? PreviousHash { get; set; }

    public DateTimeOffset? PreviousUntil { get; set; }

    public List<string> RetiredHashes { get; set; } = [];

    public Role Role { get; set; }

    public List<string> Services { get; set; } = [];

    public List<string> Scopes { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RotatedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public void Apply(StoredApiKey key)
    {
        Name = key.Name;
        Origin = key.Origin;
        Hash = key.Hash;
        PreviousHash = key.PreviousHash;
        PreviousUntil = key.PreviousUntil;
        RetiredHashes = [.. key.RetiredHashes];
        Role = key.Role;
        Services = [.. key.Services.Select(service => service.Value).Order(StringComparer.Ordinal)];
        Scopes = [.. key.Scopes.Order(StringComparer.Ordinal)];
        CreatedAt = key.CreatedAt;
        ExpiresAt = key.ExpiresAt;
        RotatedAt = key.RotatedAt;
        LastUsedAt = key.LastUsedAt;
        ConfirmedAt = key.ConfirmedAt;
    }

    public StoredApiKey ToKey() => new()
    {
        Id = Id,
        Name = Name,
        Origin = Origin,
        Hash = Hash,
        PreviousHash = PreviousHash,
        PreviousUntil = PreviousUntil,
        RetiredHashes = [.. RetiredHashes],
        Role = Role,
        Services = Services.Select(ServiceName.Parse).ToHashSet(),
        Scopes = Scopes.ToHashSet(StringComparer.Ordinal),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        RotatedAt = RotatedAt,
        LastUsedAt = LastUsedAt,
        ConfirmedAt = ConfirmedAt,
    };
}
