using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>What tokens are made of, copied out of the transaction that gave them.</summary>
/// <param name="DecidedAt">The transaction's time.</param>
internal sealed record SessionState(User User, string SessionId, string ClientId, DateTimeOffset RefreshTokenExpiresAt, DateTimeOffset DecidedAt)
{
    public static SessionState Of(UserRow user, SessionRow session, DateTimeOffset refreshTokenExpiresAt, DateTimeOffset decidedAt) =>
        new(user.ToUser([]), session.Id, session.ClientId, refreshTokenExpiresAt, decidedAt);
}
