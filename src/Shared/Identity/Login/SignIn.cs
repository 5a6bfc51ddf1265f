using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>
/// Signs people in. An unknown address, a wrong password, an account that is disabled and one that is locked are one
/// answer after the same work: one look for the user, one password check, one record in the audit.
/// </summary>
public sealed class SignIn(
    IUserStore users,
    IUserSessions sessions,
    IPasswordHasher hasher,
    LoginThrottle throttle,
    ISecurityAudit audit,
    SignInPolicy policy,
    TimeProvider time)
{
    public async Task<SignInResult> RunAsync(Credentials credentials, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var attempt = await throttle.EnterAsync(credentials.Email, origin.ClientNetwork, cancellationToken);
        var user = await users.FindAsync(credentials.Email, cancellationToken);
        var check = attempt.Turn is LoginTurn.NetworkRefused
            ? default
            : await throttle.VerifyAsync(attempt, hasher, credentials.Password, user?.PasswordHash, cancellationToken);
        if (!check.Matches || user is not { IsActive: true })
        {
            var why = !attempt.IsGranted ? "too many attempts" : check.Matches ? "the account is disabled" : "the password was wrong";
            return await RefuseAsync(SignInOutcome.Refused, credentials, user, why, origin, cancellationToken);
        }

        await throttle.SucceededAsync(credentials.Email, origin.ClientNetwork, cancellationToken);
        if (policy.RequiresConfirmedEmail && !user.EmailConfirmed)
        {
            return await RefuseAsync(SignInOutcome.Unconfirmed, credentials, user, "the e-mail address is not confirmed", origin, cancellationToken);
        }

        if (check.IsOutdated)
        {
            await RehashAsync(user, credentials.Password, origin, cancellationToken);
        }

        var request = new SessionRequest(user.Id, credentials.ClientId, credentials.Audience, "password") { Stamp = user.Stamp };
        var grant = await sessions.StartAsync(request, origin, cancellationToken);
        return grant is not null
            ? new SignInResult(SignInOutcome.Done, grant)
            : await RefuseAsync(SignInOutcome.Refused, credentials, user, "the account was changed meanwhile", origin, cancellationToken);
    }

    private async Task<SignInResult> RefuseAsync(
        SignInOutcome outcome, Credentials credentials, User? user, string why, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await throttle.FailedAsync(origin.ClientNetwork, cancellationToken);

        // Who mistypes may have typed the password where the address belongs: an unknown one is not written down.
        var target = user is null ? $"unknown-{OneTimeSecret.Hash(credentials.Email.Value)[..16]}" : $"{user.Id}";
        await audit.AppendAsync(origin.Event(time.GetUtcNow(), SecurityActions.Login, target, why, succeeded: false), cancellationToken);
        return new SignInResult(outcome, null);
    }

    // Unless it was changed meanwhile: then the new one is stored as it should be.
    private async Task RehashAsync(User user, string password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var hash = await hasher.HashAsync(password, cancellationToken);
        await users.ChangeAsync(
            user.Id,
            stored => stored.PasswordHash == user.PasswordHash ? new UserChange { After = stored with { PasswordHash = hash } } : null,
            origin,
            cancellationToken);
    }
}
