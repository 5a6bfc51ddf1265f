using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>Asks whoever is signed in for their present password before a change that outlives the session. Wrong ones count as failed logins do.</summary>
public sealed class PasswordProof(IPasswordHasher hasher, LoginThrottle throttle, ISecurityAudit audit, TimeProvider time)
{
    /// <param name="action">What it is asked for: in the audit, where it was wrong.</param>
    public async Task<bool> IsRightAsync(User user, string password, string action, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var attempt = await throttle.EnterAsync(user.Email, origin.ClientNetwork, cancellationToken);
        var check = attempt.Turn is LoginTurn.NetworkRefused
            ? default
            : await throttle.VerifyAsync(attempt, hasher, password, user.PasswordHash, cancellationToken);
        if (!check.Matches)
        {
            await throttle.FailedAsync(origin.ClientNetwork, cancellationToken);
            await audit.AppendAsync(
                origin.Event(time.GetUtcNow(), action, $"{user.Id}", "the present password was wrong", succeeded: false), cancellationToken);
            return false;
        }

        await throttle.SucceededAsync(user.Email, origin.ClientNetwork, cancellationToken);
        return true;
    }
}
