using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>
/// Signs people in. An unknown address, a wrong password, an account that is disabled, locked or not confirmed are one
/// answer after the same work: one look for the user, one password check, one transaction.
/// </summary>
public sealed class SignIn(
    IUserStore users,
    IUserSessions sessions,
    IPasswordHasher hasher,
    LoginThrottle throttle,
    RefusedLogins refused,
    SignInPolicy policy)
{
    /// <returns>Null when it was refused; why is nobody's business but the audit's.</returns>
    public async Task<SessionGrant?> RunAsync(Credentials credentials, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var attempt = await throttle.EnterAsync(credentials.Email, origin.ClientNetwork, cancellationToken);
        var user = await users.FindAsync(credentials.Email, cancellationToken);
        var check = attempt.Turn is LoginTurn.NetworkRefused
            ? default
            : await throttle.VerifyAsync(attempt, hasher, credentials.Password, user?.PasswordHash, cancellationToken);
        var needsConfirmation = check.Matches && policy.RequiresConfirmedEmail && user is { IsActive: true, EmailConfirmed: false };
        if (!check.Matches || user is not { IsActive: true } || needsConfirmation)
        {
            await refused.RecordAsync(credentials.Email, user, Explain(attempt, check, needsConfirmation), needsConfirmation, origin, cancellationToken);
            return null;
        }

        await throttle.SucceededAsync(credentials.Email, origin.ClientNetwork, cancellationToken);
        if (check.IsOutdated)
        {
            await RehashAsync(user, credentials.Password, origin, cancellationToken);
        }

        var request = new SessionRequest(user.Id, credentials.ClientId, credentials.Audience, "password") { Stamp = user.Stamp };
        var grant = await sessions.StartAsync(request, origin, cancellationToken);
        if (grant is null)
        {
            await refused.RecordAsync(credentials.Email, user, "the account was changed meanwhile", needsConfirmation: false, origin, cancellationToken);
        }

        return grant;
    }

    private static string Explain(LoginAttempt attempt, PasswordCheck check, bool needsConfirmation) => attempt.Turn switch
    {
        LoginTurn.NetworkRefused => "too many failures of the client's network",
        LoginTurn.Locked => "too many attempts",
        _ when needsConfirmation => "the e-mail address is not confirmed",
        _ => check.Matches ? "the account is disabled" : "the password was wrong",
    };

    // Unless it was changed meanwhile: then the new one is stored as it should be.
    private async Task RehashAsync(User user, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        string hash;
        try
        {
            hash = await hasher.HashAsync(password, cancellationToken);
        }
        catch (PasswordHashingBusyException)
        {
            // The next login will do: this one was right.
            return;
        }

        await users.ChangeAsync(
            user.Id,
            stored => stored.PasswordHash == user.PasswordHash ? new UserChange { After = stored with { PasswordHash = hash } } : null,
            origin,
            cancellationToken);
    }
}
