namespace ToskaMesh.Shared.Identity;

/// <summary>The API keys that the mesh accepts.</summary>
public interface IApiKeyStore
{
    /// <summary>Null for an unknown id. An unreachable store throws <see cref="Registry.StoreUnavailableException"/>, never null.</summary>
    Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All that are not expired, in order of id; bounded by <see cref="StoredApiKey.MaxCount"/>.</summary>
    Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds the key, or replaces the one of the same id.</summary>
    /// <exception cref="TooManyApiKeysException">There are <see cref="StoredApiKey.MaxCount"/> others that are not expired: gateways would not learn of this one.</exception>
    Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken);
}
