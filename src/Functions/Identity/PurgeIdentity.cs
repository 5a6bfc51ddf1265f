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
    /// <summary>Of the audit, in one tick. Each is a write of its own, so that others get their turn in between.</summary>
    public const int MaxPurges = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Less than between two ticks, which run no second one beside.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    // A hint of this process only: another one's purge costs nothing but the look.
    private long? _purgedAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_purgedAt is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        await sessions.PurgeAsync(cancellationToken);
        if (policy.RequiresConfirmedEmail)
        {
            await users.PurgeUnclaimedAsync(time.GetUtcNow() - UserRules.UnclaimedLifetime, cancellationToken);
        }

        // What is left when the budget is spent goes with the next tick, not the next minute: refused logins alone may
        // write faster than one purge a minute forgets.
        if (!await PurgeAuditAsync(cancellationToken))
        {
            _purgedAt = time.GetTimestamp();
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> PurgeAuditAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var purge = 0; purge < MaxPurges && time.GetElapsedTime(begun) < Budget; purge++)
        {
            if (!await audit.PurgeAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
