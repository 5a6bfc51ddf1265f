using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>Signs access tokens with the key that signs at the moment.</summary>
public interface IAccessTokenIssuer
{
    /// <exception cref="StoreUnavailableException">The signing key cannot be had.</exception>
    ValueTask<IssuedAccessToken> IssueAsync(AccessTokenClaims claims, CancellationToken cancellationToken);
}
