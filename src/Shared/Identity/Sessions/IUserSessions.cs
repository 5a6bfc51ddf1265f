using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Identity.Sessions;

/// <summary>
/// The sessions of people. A session is one login and all refresh tokens that follow from it; each change is durable,
/// with its record in the audit, when the task completes. Whoever ends sessions calls what follows a commit afterwards,
/// so that gateways learn of it at once. A store that cannot be reached throws <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IUserSessions
{
    /// <summary>Starts one for a user who has proved who they are. Beyond <see cref="SessionLimits.PerUser"/> the oldest of theirs ends.</summary>
    /// <returns>Null when there is no such user, or they are disabled.</returns>
    Task<SessionGrant?> StartAsync(SessionRequest request, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>Exchanges a refresh token for its successor and a new access token.</summary>
    Task<RefreshResult> RefreshAsync(RefreshRequest request, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>Ends the session of a refresh token, spent or not (RFC 7009); false, and nothing is changed, for an unknown one or another client's.</summary>
    Task<bool> RevokeAsync(string refreshToken, string clientId, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>What a refresh token that could be used now is for (RFC 7662); null for any other.</summary>
    Task<RefreshTokenDescription?> DescribeAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Those that have not ended, the newest first; at most <see cref="SessionLimits.PerUser"/>.</summary>
    Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Ends one of the user's; false when they have no such session.</summary>
    Task<bool> EndAsync(Guid userId, string sessionId, RequestOrigin origin, CancellationToken cancellationToken);

    /// <summary>Ends all of the user's, and says how many there were.</summary>
    Task<int> EndAllAsync(Guid userId, RequestOrigin origin, CancellationToken cancellationToken);
}
