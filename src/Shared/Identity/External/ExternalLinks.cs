using ToskaMesh.Shared.Identity.Accounts;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Mail;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>
/// Links accounts to identities of other providers, and takes links away. A link is a way in that outlives the session
/// which made it, so it takes more than a session: who has stolen one would keep the account.
/// </summary>
public sealed class ExternalLinks(
    IExternalProviders providers,
    ExternalTokens tokens,
    IUserStore users,
    IUserSessions sessions,
    PasswordProof proof,
    IMailSealer mails,
    TimeProvider time)
{
    /// <summary>How old a session may be that stands for the password of an account which has none.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <summary>For a person who is signed in: the identity is theirs from now on.</summary>
    /// <param name="session">That asks.</param>
    public async Task<ExternalOutcome> LinkAsync(
        Guid id, string? session, ExternalLinkOrder order, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (providers.Find(order.Token.Provider, out var provider) is null)
        {
            return ExternalOutcome.UnknownProvider;
        }

        if (await users.FindAsync(id, cancellationToken) is not { } user)
        {
            return ExternalOutcome.NotLinked;
        }

        // Before the token, whose nonce is taken once: a mistyped password is no reason to go to the provider again.
        if (await DoubtAsync(user, session, order.CurrentPassword, origin, cancellationToken) is { } doubt)
        {
            return doubt;
        }

        if (await tokens.VerifyAsync(provider, order.Token, origin, cancellationToken) is not { } identity)
        {
            return ExternalOutcome.Refused;
        }

        // What was proved proves nothing once the password is another.
        var after = await LinkAsync(
            user, identity.Login, stored => stored.PasswordHash == user.PasswordHash && stored.Stamp == user.Stamp, origin, cancellationToken);
        return after is null ? ExternalOutcome.NotLinked : ExternalOutcome.Done;
    }

    /// <summary>Links the account, and tells its owner by mail.</summary>
    /// <param name="isStill">Whether what was decided on still holds.</param>
    /// <returns>As the user is now; null when nothing was changed.</returns>
    public async Task<User?> LinkAsync(
        User user, ExternalLogin login, Func<User, bool> isStill, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var notice = await mails.SealAsync(MailTexts.ExternalLinked(user.Email, login.Provider), MailTexts.NoticeLifetime, cancellationToken);
        var result = await users.ChangeAsync(
            user.Id,
            stored => stored.IsActive && isStill(stored) && ExternalRules.Link(stored, login) is { } after
                ? new UserChange
                {
                    After = after,
                    Events = [origin.Event(time.GetUtcNow(), SecurityActions.ExternalLinked, $"{user.Id}", login.Provider)],
                    Mails = [notice],
                }
                : null,
            origin,
            cancellationToken);
        return result.Outcome is UserChangeOutcome.Done ? result.User : null;
    }

    /// <summary>Takes away what links the account to a provider, in the settings or not, and ends all sessions but that one: they may be of whoever came by it.</summary>
    public async Task<ExternalOutcome> UnlinkAsync(
        Guid id, string? session, string provider, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(id, cancellationToken) is not { } user || ExternalRules.LoginsBy(user, provider) is not [var login, ..])
        {
            return ExternalOutcome.NoAccount;
        }

        var notice = await mails.SealAsync(MailTexts.ExternalUnlinked(user.Email, login.Provider), MailTexts.NoticeLifetime, cancellationToken);
        var result = await users.ChangeAsync(
            id,
            stored => ExternalRules.Unlink(stored, provider) is { } after
                ? new UserChange
                {
                    After = after,
                    Events = [origin.Event(time.GetUtcNow(), SecurityActions.ExternalUnlinked, $"{id}", login.Provider)],
                    Mails = [notice],
                    EndsSessions = true,
                    ExceptSession = session,
                }
                : null,
            origin,
            cancellationToken);
        return result.Outcome switch
        {
            UserChangeOutcome.Done => ExternalOutcome.Done,
            UserChangeOutcome.Refused => ExternalOutcome.LastWayIn,
            _ => ExternalOutcome.NoAccount,
        };
    }

    private async Task<ExternalOutcome?> DoubtAsync(
        User user, string? session, string? password, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (user.PasswordHash is not null)
        {
            return password is not null && await proof.IsRightAsync(user, password, SecurityActions.ExternalLinked, origin, cancellationToken)
                ? null
                : ExternalOutcome.WrongPassword;
        }

        var since = time.GetUtcNow() - Recent;
        var open = await sessions.ListAsync(user.Id, cancellationToken);
        return open.Any(one => one.Id == session && one.CreatedAt > since) ? null : ExternalOutcome.NotRecent;
    }
}
