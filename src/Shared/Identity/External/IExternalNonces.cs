namespace ToskaMesh.Shared.Identity.External;

/// <summary>Gives out nonces for sign-ins by other providers, and takes each back once.</summary>
public interface IExternalNonces
{
    /// <param name="provider">A name that <see cref="IExternalProviders.Find"/> gave.</param>
    ValueTask<(string Nonce, DateTimeOffset ExpiresAt)> MakeAsync(string provider, CancellationToken cancellationToken);

    /// <summary>Whether it was given out for that provider, and its time is not over.</summary>
    ValueTask<bool> IsOursAsync(string provider, string nonce, CancellationToken cancellationToken);

    /// <summary>The same, and true once only.</summary>
    /// <exception cref="Registry.StoreUnavailableException">Nobody can say.</exception>
    ValueTask<bool> TryUseAsync(string provider, string nonce, CancellationToken cancellationToken);
}
