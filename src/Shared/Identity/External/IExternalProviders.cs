namespace ToskaMesh.Shared.Identity.External;

/// <summary>The OpenID providers of the settings.</summary>
public interface IExternalProviders
{
    /// <summary>What a provider may do, by its name without case; null for one that the settings do not have.</summary>
    /// <param name="name">As the settings spell it, in lower case.</param>
    ExternalPolicy? Find(string provider, out string name);

    /// <summary>Verifies an ID token by OpenID Connect Core 1.0, section 3.1.3.7: signature, algorithm, issuer, audience, party, times and nonce.</summary>
    /// <param name="provider">A name that <see cref="Find"/> gave.</param>
    /// <returns>Null for a token that breaks a rule.</returns>
    /// <exception cref="ExternalProviderUnavailableException">The provider's keys cannot be had.</exception>
    Task<ExternalIdentity?> VerifyAsync(string provider, string idToken, string nonce, CancellationToken cancellationToken);
}
