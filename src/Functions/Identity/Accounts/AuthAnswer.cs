using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>What a login or a refresh gives.</summary>
public sealed record AuthAnswer
{
    public required string AccessToken { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    public required string TokenType { get; init; }

    /// <summary>Of the access token.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Good for one refresh.</summary>
    public required string RefreshToken { get; init; }

    public required DateTimeOffset RefreshTokenExpiresAt { get; init; }

    public required string UserId { get; init; }

    public required string Email { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    internal static AuthAnswer From(SessionGrant grant) => new()
    {
        AccessToken = grant.AccessToken.Token,
        TokenType = "Bearer",
        ExpiresAt = grant.AccessToken.ExpiresAt,
        RefreshToken = grant.RefreshToken,
        RefreshTokenExpiresAt = grant.RefreshTokenExpiresAt,
        UserId = $"{grant.UserId}",
        Email = grant.Email,
        Roles = grant.Roles,
    };

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"tokens of user {UserId}";
}
