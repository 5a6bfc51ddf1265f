using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>
/// Tokens that go to a person by mail, and what they do, once. Asking for one is answered alike, and takes the same
/// work, whether or not there is such a person.
/// </summary>
public sealed class MailedTokens(IUserStore users, IPasswordHasher hasher, IMailSealer mails, MailThrottle throttle, LoginThrottle logins, RefusedSecrets refused, TimeProvider time)
{
    public Task RequestResetAsync(EmailAddress email, RequestOrigin origin, CancellationToken cancellationToken) => RequestAsync(
        email,
        OneTimePurpose.ResetPassword,
        MailTexts.ResetPassword,
        SecurityActions.PasswordResetRequested,
        user => user.IsActive,
        origin,
        cancellationToken);

    public Task RequestConfirmationAsync(EmailAddress email, RequestOrigin origin, CancellationToken cancellationToken) => RequestAsync(
        email,
        OneTimePurpose.ConfirmEmail,
        MailTexts.ConfirmEmail,
        SecurityActions.EmailVerificationRequested,
        user => user is { IsActive: true, EmailConfirmed: false },
        origin,
        cancellationToken);

    /// <summary>Whether the token was right; then all sessions have ended.</summary>
    public async Task<bool> ResetPasswordAsync(PasswordResetConfirmation confirmation, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // First a look, so that nobody keeps the hasher busy with made-up tokens.
        if (!await users.HoldsTokenAsync(confirmation.Email, OneTimePurpose.ResetPassword, confirmation.Token, cancellationToken))
        {
            return await RefuseAsync(confirmation.Email, SecurityActions.PasswordReset, origin, cancellationToken);
        }

        var hash = await hasher.HashAsync(confirmation.NewPassword, cancellationToken);
        var notice = await mails.SealAsync(MailTexts.PasswordChanged(confirmation.Email), MailTexts.NoticeLifetime, cancellationToken);
        var result = await users.RedeemAsync(
            confirmation.Email,
            OneTimePurpose.ResetPassword,
            confirmation.Token,
            user => new UserChange
            {
                // The token came by mail: that proves the address, too. Whoever resets may be shutting somebody out, so no
                // other way in stays.
                After = user with { PasswordHash = hash, EmailConfirmed = true, ExternalLogins = [] },
                Events = [By(user, origin).Event(time.GetUtcNow(), SecurityActions.PasswordReset, $"{user.Id}")],
                Mails = [notice],
                EndsSessions = true,
            },
            origin,
            cancellationToken);
        if (result.Outcome is not UserChangeOutcome.Done)
        {
            return await RefuseAsync(confirmation.Email, SecurityActions.PasswordReset, origin, cancellationToken);
        }

        // What was guessed of the old password locks nobody out of the new one.
        await logins.ForgetAsync(confirmation.Email, cancellationToken);
        return true;
    }

    public async Task<bool> ConfirmEmailAsync(EmailConfirmation confirmation, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var result = await users.RedeemAsync(
            confirmation.Email,
            OneTimePurpose.ConfirmEmail,
            confirmation.Token,
            user => new UserChange
            {
                After = user with { EmailConfirmed = true },
                Events = [By(user, origin).Event(time.GetUtcNow(), SecurityActions.EmailConfirmed, $"{user.Id}")],
            },
            origin,
            cancellationToken);
        return result.Outcome is UserChangeOutcome.Done
            || await RefuseAsync(confirmation.Email, SecurityActions.EmailConfirmed, origin, cancellationToken);
    }

    private async Task<bool> RefuseAsync(EmailAddress email, string action, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await refused.RecordAsync(action, email, "the token was wrong, used or over", origin, cancellationToken);
        return false;
    }

    private async Task RequestAsync(
        EmailAddress email,
        OneTimePurpose purpose,
        Func<EmailAddress, string, OutgoingMail> text,
        string action,
        Func<User, bool> mayGet,
        RequestOrigin origin,
        CancellationToken cancellationToken)
    {
        if (!await throttle.MayGetAsync($"{purpose}", email, cancellationToken))
        {
            return;
        }

        var now = time.GetUtcNow();
        var secret = OneTimeSecret.Generate();
        var mail = await mails.SealAsync(text(email, secret), OneTimeToken.Lifetime, cancellationToken);
        await users.ChangeAsync(
            email,
            user => mayGet(user)
                ? new UserChange
                {
                    After = user,
                    NewToken = new OneTimeToken(purpose, OneTimeSecret.Hash(secret), now + OneTimeToken.Lifetime),
                    Mails = [mail],
                    Events = [origin.Event(now, action, $"{user.Id}")],
                }
                : null,
            origin.Event(now, action, "unknown-address", succeeded: false),
            origin,
            cancellationToken);
    }

    private static RequestOrigin By(User user, RequestOrigin origin) => origin with { Actor = origin.Actor ?? $"{user.Id}" };
}
