using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <param name="Audience">One of <see cref="Audiences"/>: of the new access token.</param>
public sealed record RefreshRequest(string RefreshToken, string ClientId, string Audience)
{
    /// <summary>What the new access token is to have of the user's scopes (RFC 6749, section 6); null wants all. The refresh token keeps them all.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"refresh for {ClientId} and {Audience}";
}
