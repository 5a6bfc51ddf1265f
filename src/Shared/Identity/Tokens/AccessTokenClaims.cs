using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>What an access token says (RFC 9068), besides its times, its id and its issuer.</summary>
public sealed record AccessTokenClaims
{
    /// <summary>The lifetime of every access token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How far the clocks of issuer and verifier may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary><c>sub</c>: the id of the user or the client.</summary>
    public required string Subject { get; init; }

    /// <summary><see cref="CallerKind.User"/> or <see cref="CallerKind.Client"/>.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary><c>aud</c>: one of <see cref="Audiences"/>.</summary>
    public required string Audience { get; init; }

    /// <summary><c>sid</c>: what is revoked when the session ends. A client has one for as long as its secret lives.</summary>
    public required string SessionId { get; init; }

    /// <summary><c>client_id</c>: the client that asked for the token.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>roles</c>, at least one; an Admin has User beside it.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary><c>scope</c>, separated by spaces on the wire.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><c>services</c>: what a client of role Service may write.</summary>
    public IReadOnlyList<ServiceName> Services { get; init; } = [];
}
