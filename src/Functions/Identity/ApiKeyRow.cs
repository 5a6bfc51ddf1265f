using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary><see cref="StoredApiKey"/> as it is stored.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public string Hash { get; set; } = "";

    public Role Role { get; set; }

    public List<string> Services { get; set; } = [];

    public List<string> Scopes { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public void Apply(StoredApiKey key)
    {
        Hash = key.Hash;
        Role = key.Role;
        Services = [.. key.Services.Select(service => service.Value).Order(StringComparer.Ordinal)];
        Scopes = [.. key.Scopes.Order(StringComparer.Ordinal)];
        CreatedAt = key.CreatedAt;
        ExpiresAt = key.ExpiresAt;
    }

    public StoredApiKey ToKey() => new()
    {
        Id = Id,
        Hash = Hash,
        Role = Role,
        Services = Services.Select(ServiceName.Parse).ToHashSet(),
        Scopes = Scopes.ToHashSet(StringComparer.Ordinal),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
    };
}
