using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Puts into the audit that somebody showed a secret that opens nothing; a bounded number of them, since anybody can.</summary>
public sealed class RefusedSecrets(IUserStore users, ISecurityAudit audit, MailThrottle throttle, TimeProvider time)
{
    /// <param name="email">Whose secret it should have been; null for nobody's.</param>
    public async Task RecordAsync(string action, EmailAddress? email, string why, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (!await throttle.MayRecordAsync(origin.ClientNetwork, cancellationToken))
        {
            return;
        }

        var user = email is null ? null : await users.FindAsync(email, cancellationToken);
        var target = user is not null ? $"{user.Id}" : email is not null ? "unknown-address" : "nobody";
        await audit.AppendAsync(origin.Event(time.GetUtcNow(), action, target, why, succeeded: false), cancellationToken);
    }
}
