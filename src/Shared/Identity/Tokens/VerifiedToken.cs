namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>An access token whose signature, issuer, audience, type and times were found right. Whether its session was revoked is another question.</summary>
/// <param name="KeyId"><c>kid</c> of the key that signed it.</param>
public sealed record VerifiedToken(AccessTokenClaims Claims, string Id, string KeyId, DateTimeOffset ExpiresAt);
