using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary>Writes one <see cref="UserChange"/>.</summary>
internal static class UserWrite
{
    public static async Task<UserChangeResult> ApplyAsync(
        StoreTransaction transaction, UserRow row, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        var logins = await context.ExternalLogins.Where(login => login.UserId == row.Id).ToListAsync(cancellationToken);
        var before = row.ToUser(logins);
        if (decide(before) is not { } change)
        {
            return new UserChangeResult(UserChangeOutcome.Refused);
        }

        if (UserRules.LosesAdmin(before, change.After)
            && !await context.Users.AnyAsync(other => other.Id != row.Id && other.IsAdmin && other.IsActive, cancellationToken))
        {
            return new UserChangeResult(UserChangeOutcome.LastAdmin);
        }

        if (change.After is { } after && await IsTakenAsync(context, before, after, cancellationToken))
        {
            return new UserChangeResult(UserChangeOutcome.Taken);
        }

        await WriteAsync(transaction, row, before, logins, change, cancellationToken);
        if (change.EndsSessions || change.After is null)
        {
            await transaction.EndSessionsAsync(row.Id, change.ExceptSession, origin, cancellationToken);
        }

        transaction.Post(change.Mails);
        await transaction.RecordAsync(change.Events, cancellationToken);
        return new UserChangeResult(
            UserChangeOutcome.Done, change.After is null ? null : change.After with { Version = row.Version, Stamp = row.Stamp });
    }

    /// <summary>The same for an address that nobody has, which takes as long.</summary>
    public static async Task<UserChangeResult> ApplyToNobodyAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        _ = await transaction.Context.ExternalLogins.Where(login => login.UserId == Guid.Empty).ToListAsync(cancellationToken);
        return new UserChangeResult(UserChangeOutcome.NotFound);
    }

    public static async Task<bool> IsUnclaimedAsync(MeshDbContext context, UserRow row, CancellationToken cancellationToken) =>
        UserRules.IsUnclaimed(row.ToUser(await context.ExternalLogins.Where(login => login.UserId == row.Id).ToListAsync(cancellationToken)));

    /// <summary>Removes an unclaimed user with all that is theirs. Sent at once, since another may take the address.</summary>
    public static async Task GiveWayAsync(StoreTransaction transaction, UserRow row, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        context.OneTimeTokens.RemoveRange(await context.OneTimeTokens.Where(token => token.UserId == row.Id).ToListAsync(cancellationToken));

        // There are some only where unconfirmed people could sign in before.
        await transaction.EndSessionsAsync(row.Id, null, origin, cancellationToken);
        context.Users.Remove(row);
        await transaction.RecordAsync(
            origin.Event(transaction.Now, SecurityActions.UserDeleted, $"{row.Id}", "the address was never confirmed"), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    public static async Task<bool> IsAnyTakenAsync(MeshDbContext context, IEnumerable<ExternalLogin> logins, CancellationToken cancellationToken)
    {
        foreach (var login in logins)
        {
            if (await context.ExternalLogins.FindAsync([login.Provider, login.Subject], cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> IsTakenAsync(MeshDbContext context, User before, User after, CancellationToken cancellationToken) =>
        (after.Email != before.Email && await context.Users.AnyAsync(other => other.Email == after.Email.Value, cancellationToken))
            || await IsAnyTakenAsync(context, after.ExternalLogins.Except(before.ExternalLogins), cancellationToken);

    private static async Task WriteAsync(
        StoreTransaction transaction, UserRow row, User before, List<ExternalLoginRow> logins, UserChange change, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        if (change.EndsSessions || change.After?.Email != before.Email)
        {
            // What was sent before proves nothing after it. Sent at once, since a new one may take its place.
            context.OneTimeTokens.RemoveRange(await context.OneTimeTokens.Where(token => token.UserId == row.Id).ToListAsync(cancellationToken));
            await context.SaveChangesAsync(cancellationToken);
        }

        if (change.After is not { } after)
        {
            context.ExternalLogins.RemoveRange(logins);
            context.Users.Remove(row);
            return;
        }

        var known = logins.ConvertAll(login => login.ToLogin());
        context.ExternalLogins.RemoveRange(logins.Where(login => !after.ExternalLogins.Contains(login.ToLogin())));
        context.ExternalLogins.AddRange(after.ExternalLogins.Except(known).Select(login => ExternalLoginRow.From(row.Id, login)));
        row.Apply(after);
        row.Version += ReferenceEquals(after, before) ? 0 : 1;
        row.Stamp += change.EndsSessions ? 1 : 0;
        context.Entry(row).DetectChanges();
        if (change.NewToken is { } token)
        {
            var stored = await context.OneTimeTokens.FindAsync([row.Id, token.Purpose], cancellationToken)
                ?? context.OneTimeTokens.Add(new OneTimeTokenRow { UserId = row.Id, Purpose = token.Purpose }).Entity;
            (stored.Hash, stored.ExpiresAt) = (token.Hash, token.ExpiresAt);
            context.Entry(stored).DetectChanges();
        }
    }
}
