using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Clients;

namespace ToskaMesh.Functions.Identity.Clients;

/// <summary>A client as an Admin reads it: without its secret.</summary>
public sealed record ClientAnswer
{
    public required string ClientId { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static ClientAnswer From(StoredClient client) => new()
    {
        ClientId = client.Id,
        Name = client.Name,
        Role = client.Role,
        Services = [.. client.Services.Select(service => service.Value).Order(StringComparer.Ordinal)],
        Scopes = [.. client.Scopes.Order(StringComparer.Ordinal)],
        CreatedAt = client.CreatedAt,
    };
}
