using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Signs access tokens with the key that signs at the moment.</summary>
public interface IAccessTokenIssuer
{
    /// <param name="decidedAt">
    /// When it was found that the token may be issued: its <c>iat</c>. Not when it is signed, or a process that was frozen in
    /// between would make a token that outlives what is remembered of its session's revocation.
    /// </param>
    /// <exception cref="StoreUnavailableException">The signing key cannot be had.</exception>
    ValueTask<IssuedAccessToken> IssueAsync(AccessTokenClaims claims, DateTimeOffset decidedAt, CancellationToken cancellationToken);
}
