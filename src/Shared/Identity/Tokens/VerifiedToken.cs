using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>An access token whose signature, issuer, audience, type and times were found right. Whether its session was revoked is another question.</summary>
/// <param name="KeyId"><c>kid</c> of the key that signed it.</param>
/// <param name="ExpiresAt">As the token says; it is accepted for <see cref="AccessTokenClaims.ClockSkew"/> more.</param>
public sealed record VerifiedToken(AccessTokenClaims Claims, string Id, string KeyId, DateTimeOffset ExpiresAt)
{
    public Caller ToCaller() => new(
        Claims.Subject,
        Claims.Roles.Contains(Role.Admin) ? Role.Admin : Claims.Roles[0],
        new HashSet<ServiceName>(Claims.Services),
        new HashSet<string>(Claims.Scopes, StringComparer.Ordinal))
    {
        Kind = Claims.Kind,
        SessionId = Claims.SessionId,
    };
}
