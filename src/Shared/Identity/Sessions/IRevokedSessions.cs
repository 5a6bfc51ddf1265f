using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>The sessions that ended before their access tokens did. They are written in the transaction that ends a session.</summary>
public interface IRevokedSessions
{
    /// <exception cref="StoreUnavailableException">Nobody can say: the token must not be accepted.</exception>
    Task<bool> IsRevokedAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// All whose time is not over, in order of session id. There is no limit to read by, since one that is left out is
    /// not revoked; their number is bounded by how many sessions can be made in a token's lifetime.
    /// </summary>
    Task<IReadOnlyList<RevokedSession>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets those whose time is over.</summary>
    Task PurgeAsync(CancellationToken cancellationToken);
}
