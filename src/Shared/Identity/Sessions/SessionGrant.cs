using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>What a login or a refresh gives to the client.</summary>
public sealed record SessionGrant
{
    public required IssuedAccessToken AccessToken { get; init; }

    /// <summary>A secret: only its hash is stored.</summary>
    public required string RefreshToken { get; init; }

    public required DateTimeOffset RefreshTokenExpiresAt { get; init; }

    public required string SessionId { get; init; }

    public required Guid UserId { get; init; }

    public required string Email { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"session {SessionId} of user {UserId}";
}
