using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Login;

/// <summary>
/// Writes down the logins that were refused, with the same work whatever it was for: a transaction that records it, and,
/// for who knows the password of an account whose address is not confirmed, brings another mail on its way. Only that
/// mail tells of it: an answer would tell whoever registers a foreign address whether it had an account before.
/// </summary>
public sealed class RefusedLogins(IUserStore users, IMailSealer mails, LoginThrottle throttle, MailThrottle mailThrottle, TimeProvider time)
{
    /// <param name="user">Whose the address is; null for nobody's.</param>
    /// <param name="needsConfirmation">Whether all was right but that the address is not confirmed.</param>
    public async Task RecordAsync(
        EmailAddress email, User? user, string why, bool needsConfirmation, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await throttle.FailedAsync(origin.ClientNetwork, cancellationToken);

        // Who mistypes may have typed the password where the address belongs: an unknown one is not written down.
        var (now, target) = (time.GetUtcNow(), user is null ? $"unknown-{OneTimeSecret.Hash(email.Value)[..16]}" : $"{user.Id}");
        var refused = origin.Event(now, SecurityActions.Login, target, why, succeeded: false);
        var secret = OneTimeSecret.Generate();
        var mail = await mails.SealAsync(MailTexts.ConfirmEmail(email, secret), OneTimeToken.Lifetime, cancellationToken);
        var mayGet = await mailThrottle.MayGetAsync(needsConfirmation ? $"{OneTimePurpose.ConfirmEmail}" : "none", email, cancellationToken);
        await users.ChangeAsync(
            email,
            stored => needsConfirmation && mayGet && stored is { IsActive: true, EmailConfirmed: false } && stored.PasswordHash == user?.PasswordHash
                ? new UserChange
                {
                    After = stored,
                    NewToken = new OneTimeToken(OneTimePurpose.ConfirmEmail, OneTimeSecret.Hash(secret), now + OneTimeToken.Lifetime),
                    Mails = [mail],
                    Events = [refused, origin.Event(now, SecurityActions.EmailVerificationRequested, target)],
                }
                : null,
            refused,
            origin,
            cancellationToken);
    }
}
