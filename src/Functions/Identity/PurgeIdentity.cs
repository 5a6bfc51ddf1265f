using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity;

/// <summary>Forgets revoked sessions whose tokens have expired, the oldest of the audit, and registrations that nobody confirmed, about once a minute.</summary>
internal sealed class PurgeIdentity(
    IRevokedSessions sessions, ISecurityAudit audit, IUserStore users, SignInPolicy policy, TimeProvider time) : ITickPart
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A hint of this process only: another one's purge costs nothing but the look.
    private long? _purgedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_purgedAt is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        await sessions.PurgeAsync(cancellationToken);
        await audit.PurgeAsync(cancellationToken);
        if (policy.RequiresConfirmedEmail)
        {
            await users.PurgeUnclaimedAsync(time.GetUtcNow() - UserRules.UnclaimedLifetime, cancellationToken);
        }

        _purgedAt = time.GetTimestamp();
    }
}
