using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Clients;

/// <summary>
/// The clients that get tokens for their secrets. What changes one is durable, with its record in the audit, when the
/// task completes. An unreachable store throws <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IClientStore
{
    /// <summary>Null for an unknown id.</summary>
    Task<StoredClient?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>In order of id, which is that of their making.</summary>
    Task<Page<StoredClient>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Adds one with a new id.</summary>
    /// <exception cref="TooManyClientsException">There are <see cref="StoredClient.MaxCount"/>.</exception>
    Task AddAsync(StoredClient client, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>Forgets the client and revokes the session of its tokens.</summary>
    /// <returns>False for an unknown id.</returns>
    Task<bool> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken);

    /// <summary>Revokes the session of the client's tokens and gives it another, so that only tokens of now on are accepted.</summary>
    /// <returns>False when that is not its session any more.</returns>
    Task<bool> RenewSessionAsync(string id, string sessionId, SecurityEvent happened, CancellationToken cancellationToken);
}
