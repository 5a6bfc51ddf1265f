namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>An access token for its holder.</summary>
/// <param name="Token">A JWS in compact form: a secret until it expires.</param>
/// <param name="Id"><c>jti</c>.</param>
public sealed record IssuedAccessToken(string Token, string Id, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"access token {Id} until {ExpiresAt:O}";
}
