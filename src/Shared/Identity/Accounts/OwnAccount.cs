using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Passwords;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>What people change of themselves.</summary>
public sealed class OwnAccount(IUserStore users, IPasswordHasher hasher, PasswordProof proof, IMailSealer mails, TimeProvider time)
{
    /// <summary>Whether the present password was right; then all sessions but that one have ended. Wrong ones count as failed logins do.</summary>
    public async Task<bool> ChangePasswordAsync(
        User user, PasswordChange change, string? session, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (!await proof.IsRightAsync(user, change.CurrentPassword, SecurityActions.PasswordChanged, origin, cancellationToken))
        {
            return false;
        }

        var hash = await hasher.HashAsync(change.NewPassword, cancellationToken);
        var notice = await mails.SealAsync(MailTexts.PasswordChanged(user.Email), MailTexts.NoticeLifetime, cancellationToken);
        var result = await users.ChangeAsync(
            user.Id,
            stored => stored.PasswordHash != user.PasswordHash
                ? null
                : new UserChange
                {
                    After = stored with { PasswordHash = hash },
                    Events = [origin.Event(time.GetUtcNow(), SecurityActions.PasswordChanged, $"{user.Id}")],
                    Mails = [notice],
                    EndsSessions = true,
                    ExceptSession = session,
                },
            origin,
            cancellationToken);
        return result.Outcome is UserChangeOutcome.Done;
    }

    public Task<UserChangeResult> ChangeProfileAsync(Guid id, ProfileChange change, RequestOrigin origin, CancellationToken cancellationToken) =>
        users.ChangeAsync(
            id,
            user => new UserChange
            {
                After = user with { FullName = change.FullName, PhoneNumber = change.PhoneNumber },
                Events = [origin.Event(time.GetUtcNow(), SecurityActions.UserChanged, $"{id}", "name and phone number")],
            },
            origin,
            cancellationToken);
}
