using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Clients;

/// <summary><see cref="StoredClient"/> as it is stored.</summary>
internal sealed class ClientRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string SecretHash { get; init; }

    public required Role Role { get; init; }

    public List<string> Services { get; init; } = [];

    public List<string> Scopes { get; init; } = [];

    public required string SessionId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static ClientRow From(StoredClient client) => new()
    {
        Id = client.Id,
        Name = client.Name,
        SecretHash = client.SecretHash,
        Role = client.Role,
        Services = [.. client.Services.Select(service => service.Value).Order(StringComparer.Ordinal)],
        Scopes = [.. client.Scopes.Order(StringComparer.Ordinal)],
        SessionId = client.SessionId,
        CreatedAt = client.CreatedAt,
    };

    public StoredClient ToClient() => new()
    {
        Id = Id,
        Name = Name,
        SecretHash = SecretHash,
        Role = Role,
        Services = Services.Select(ServiceName.Parse).ToHashSet(),
        Scopes = Scopes.ToHashSet(StringComparer.Ordinal),
        SessionId = SessionId,
        CreatedAt = CreatedAt,
    };
}
