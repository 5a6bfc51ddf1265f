using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>The nonces that were used, for as long as they could be used again.</summary>
public interface IUsedNonces
{
    /// <summary>True for one caller only, whoever else asks at the same moment.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can say: the nonce must not be taken.</exception>
    Task<bool> TryUseAsync(string name, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets those whose time is over.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
