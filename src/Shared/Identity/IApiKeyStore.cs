using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity;

/// <summary>
/// The API keys that the mesh accepts. What changes one is durable, with its record in the audit, when the task
/// completes. An unreachable store throws <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>Null for an unknown id.</summary>
    Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All that are not expired, in order of id; bounded by <see cref="StoredApiKey.MaxCount"/>.</summary>
    Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Those that are expired, too, in order of id.</summary>
    Task<Page<StoredApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Adds the key, or replaces the one of the same id, as settings do at an app's start.</summary>
    /// <exception cref="TooManyApiKeysException">There are <see cref="StoredApiKey.MaxCount"/> others that are not expired: gateways would not learn of this one.</exception>
    Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken);

    /// <summary>Adds one with a new id.</summary>
    /// <exception cref="TooManyApiKeysException">As with <see cref="SaveAsync"/>.</exception>
    Task AddAsync(StoredApiKey key, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>Applies <see cref="ApiKeyRules.Rotate"/> to one that was made.</summary>
    /// <returns>As it is now; null when there is none such that is not expired.</returns>
    Task<StoredApiKey?> RotateAsync(string id, string hash, TimeSpan overlap, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the key at once, unless it is the last one of role Admin while no user is an Admin. One from the settings
    /// stays, expired, so that an app that starts does not bring it back.
    /// </summary>
    Task<ApiKeyDeletion> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>
    /// The same for a key that is <see cref="ApiKeyRules.IsAbandoned"/> at that moment and not the asking app's own: what
    /// was read before may have been confirmed by another app meanwhile.
    /// </summary>
    /// <param name="hasBootstrap">As there.</param>
    Task<ApiKeyDeletion> DeleteAbandonedAsync(string id, bool hasBootstrap, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>Notes that an app has the key in its settings, unless it has another secret or has ended.</summary>
    Task ConfirmAsync(string id, string hash, CancellationToken cancellationToken);

    /// <summary>Notes that the key was used, unless that was noted within <see cref="ApiKeyRules.UseGrain"/>.</summary>
    Task NoteUseAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets those that expired more than <see cref="ApiKeyRules.Retention"/> ago, but for those of settings.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
