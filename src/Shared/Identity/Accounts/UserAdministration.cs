using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Accounts;

/// <summary>What Admins change of others. Whatever changes rights ends the user's sessions: their tokens would say what was.</summary>
public sealed class UserAdministration(IUserStore users, IMailSealer mails, LoginThrottle throttle, TimeProvider time)
{
    /// <param name="isExpected">Whether the record is the one that the Admin saw; another is <see cref="UserChangeOutcome.Refused"/>.</param>
    public async Task<UserChangeResult> UpdateAsync(
        Guid id, UserUpdate update, Func<User, bool> isExpected, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken) is not { } known)
        {
            return new UserChangeResult(UserChangeOutcome.NotFound);
        }

        var notice = await mails.SealAsync(MailTexts.EmailChanged(known.Email), MailTexts.NoticeLifetime, cancellationToken);
        return await users.ChangeAsync(
            id,
            user => user.Email == known.Email && isExpected(user) ? Update(user, update, notice, origin) : null,
            origin,
            cancellationToken);
    }

    public Task<UserChangeResult> SetRolesAsync(Guid id, RolesChange change, RequestOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            user => user with { IsAdmin = change.IsAdmin, Scopes = change.Scopes ?? user.Scopes },
            SecurityActions.UserRolesChanged,
            $"roles {(change.IsAdmin ? "User, Admin" : "User")}{(change.Scopes is null ? "" : $"; scopes {string.Join(' ', change.Scopes)}")}",
            origin,
            cancellationToken);

    public Task<UserChangeResult> DisableAsync(Guid id, RequestOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(id, user => user with { IsActive = false }, SecurityActions.UserDisabled, null, origin, cancellationToken);

    public Task<UserChangeResult> EnableAsync(Guid id, RequestOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(id, user => user with { IsActive = true }, SecurityActions.UserEnabled, null, origin, cancellationToken);

    public Task<UserChangeResult> DeleteAsync(Guid id, RequestOrigin origin, CancellationToken cancellationToken) =>
        ChangeAsync(id, _ => null, SecurityActions.UserDeleted, null, origin, cancellationToken);

    /// <summary>Forgets the failed logins.</summary>
    public async Task<UserChangeResult> UnlockAsync(Guid id, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var result = await users.ChangeAsync(
            id,
            user => new UserChange { After = user, Events = [origin.Event(time.GetUtcNow(), SecurityActions.UserUnlocked, $"{id}")] },
            origin,
            cancellationToken);
        if (result.User is { } user)
        {
            await throttle.ForgetAsync(user.Email, cancellationToken);
        }

        return result;
    }

    private Task<UserChangeResult> ChangeAsync(
        Guid id, Func<User, User?> change, string action, string? detail, RequestOrigin origin, CancellationToken cancellationToken) =>
        users.ChangeAsync(
            id,
            user => new UserChange
            {
                After = change(user),
                Events = [origin.Event(time.GetUtcNow(), action, $"{id}", detail)],
                EndsSessions = true,
            },
            origin,
            cancellationToken);

    private UserChange Update(User user, UserUpdate update, SealedMail notice, RequestOrigin origin)
    {
        var isMoved = update.Email != user.Email;
        return new UserChange
        {
            After = user with
            {
                Email = update.Email,
                FullName = update.FullName,
                PhoneNumber = update.PhoneNumber,
                EmailConfirmed = update.EmailConfirmed ?? (user.EmailConfirmed && !isMoved),
            },
            Events = [origin.Event(time.GetUtcNow(), SecurityActions.UserChanged, $"{user.Id}", isMoved ? "e-mail address and profile" : "profile")],
            Mails = isMoved ? [notice] : [],
            EndsSessions = isMoved,
        };
    }
}
