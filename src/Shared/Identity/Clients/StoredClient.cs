using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>A service or a gateway that gets access tokens for its secret (RFC 6749, section 4.4), as the mesh keeps it: without the secret.</summary>
public sealed record StoredClient
{
    public const int MaxCount = 10_000;

    /// <summary><c>client_id</c>: 32 characters of hexadecimal.</summary>
    public required string Id { get; init; }

    /// <summary>For people: 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="ClientSecret.Hash"/>.</summary>
    public required string SecretHash { get; init; }

    /// <summary><see cref="Role.Service"/> or <see cref="Role.Gateway"/>.</summary>
    public required Role Role { get; init; }

    public IReadOnlySet<ServiceName> Services { get; init; } = new HashSet<ServiceName>();

    /// <summary>What its tokens may have; a token has those that were asked for, or all.</summary>
    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    /// <summary><c>sid</c> of all its tokens: revoked when it is deleted.</summary>
    public required string SessionId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
