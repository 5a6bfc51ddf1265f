using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Users;

/// <summary>The users in the mesh store.</summary>
internal sealed class EfUserStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IUserStore
{
    /// <summary>Of one purge.</summary>
    public const int PurgeLimit = 1000;

    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(context => OneAsync(context, context.Users.Where(row => row.Id == id), cancellationToken), cancellationToken);

    public Task<User?> FindAsync(EmailAddress email, CancellationToken cancellationToken) =>
        ReadAsync(context => OneAsync(context, context.Users.Where(row => row.Email == email.Value), cancellationToken), cancellationToken);

    public Task<User?> FindAsync(ExternalLogin login, CancellationToken cancellationToken) =>
        ReadAsync(
            context => OneAsync(
                context,
                from link in context.ExternalLogins
                where link.Provider == login.Provider && link.Subject == login.Subject
                join row in context.Users on link.UserId equals row.Id
                select row,
                cancellationToken),
            cancellationToken);

    public Task<Page<User>> ListAsync(string? search, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var wanted = search?.ToLowerInvariant();
                var rows = await context.Users.AsNoTracking()
                    .Where(row => wanted == null || row.Search.Contains(wanted))
                    .Where(row => page.After == null || row.Email.CompareTo(page.After) > 0)
                    .OrderBy(row => row.Email).Take(page.Limit + 1).ToListAsync(cancellationToken);
                var ids = rows.ConvertAll(row => row.Id);
                var logins = await context.ExternalLogins.AsNoTracking().Where(login => ids.Contains(login.UserId)).ToListAsync(cancellationToken);
                return page.Cut(rows, row => row.Email, row => row.ToUser(logins));
            },
            cancellationToken);

    public Task<bool> HasAdminAsync(CancellationToken cancellationToken) =>
        ReadAsync(context => context.Users.AnyAsync(row => row.IsAdmin, cancellationToken), cancellationToken);

    public Task<AddUserOutcome> AddAsync(NewUser user, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync((transaction, ct) => AddAsync(transaction, user, ct), cancellationToken);

    public Task<UserChangeResult> ChangeAsync(
        Guid id, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync(
            async (transaction, ct) => await transaction.Context.Users.FindAsync([id], ct) is { } row
                ? await UserWrite.ApplyAsync(transaction, row, decide, origin, ct)
                : new UserChangeResult(UserChangeOutcome.NotFound),
            cancellationToken);

    public Task<UserChangeResult> ChangeAsync(
        EmailAddress email, Func<User, UserChange?> decide, SecurityEvent otherwise, RequestOrigin origin, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync(
            async (transaction, ct) =>
            {
                var result = await FindRowAsync(transaction, email, ct) is { } row
                    ? await UserWrite.ApplyAsync(transaction, row, decide, origin, ct)
                    : await UserWrite.ApplyToNobodyAsync(transaction, ct);
                if (result.Outcome is not UserChangeOutcome.Done)
                {
                    await transaction.RecordAsync(otherwise, ct);
                }

                return result;
            },
            cancellationToken);

    public Task<UserChangeResult> RedeemAsync(
        EmailAddress email, OneTimePurpose purpose, string secret, Func<User, UserChange?> decide, RequestOrigin origin, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync(
            async (transaction, ct) =>
            {
                var row = await FindRowAsync(transaction, email, ct);
                var token = row is null ? null : await transaction.Context.OneTimeTokens.FindAsync([row.Id, purpose], ct);
                if (row is not { IsActive: true } || token is null || token.ExpiresAt <= transaction.Now || !OneTimeSecret.Matches(secret, token.Hash))
                {
                    return new UserChangeResult(UserChangeOutcome.NotFound);
                }

                transaction.Context.OneTimeTokens.Remove(token);
                await transaction.Context.SaveChangesAsync(ct);
                return await UserWrite.ApplyAsync(transaction, row, decide, origin, ct);
            },
            cancellationToken);

    public Task<bool> HoldsTokenAsync(EmailAddress email, OneTimePurpose purpose, string secret, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                var now = time.GetUtcNow();
                var held = from row in context.Users
                           where row.Email == email.Value && row.IsActive
                           join token in context.OneTimeTokens on row.Id equals token.UserId
                           where token.Purpose == purpose && token.ExpiresAt > now
                           select token.Hash;
                return await held.FirstOrDefaultAsync(cancellationToken) is { } hash && OneTimeSecret.Matches(secret, hash);
            },
            cancellationToken);

    public async Task PurgeUnclaimedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context => Unclaimed(context, before).AnyAsync(cancellationToken), cancellationToken))
        {
            await writer.WriteAccountsAsync(
                async (transaction, ct) =>
                {
                    foreach (var row in await Unclaimed(transaction.Context, before).OrderBy(row => row.Id).Take(PurgeLimit).ToListAsync(ct))
                    {
                        await UserWrite.GiveWayAsync(transaction, row, RequestOrigin.None, ct);
                    }

                    return true;
                },
                cancellationToken);
        }
    }

    public async Task PurgeTokensAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ReadAsync(context => context.OneTimeTokens.AnyAsync(row => row.ExpiresAt <= now, cancellationToken), cancellationToken))
        {
            await writer.WriteAccountsAsync(
                async (transaction, ct) =>
                {
                    // Tracked, so that a neighbour in the batch who looks at one sees it go.
                    var old = await transaction.Context.OneTimeTokens.Where(row => row.ExpiresAt <= now).Take(PurgeLimit).ToListAsync(ct);
                    transaction.Context.OneTimeTokens.RemoveRange(old);
                    return old.Count;
                },
                cancellationToken);
        }
    }

    private static async Task<AddUserOutcome> AddAsync(StoreTransaction transaction, NewUser user, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        if (user.OnlyAsFirstAdmin && await context.Users.AnyAsync(row => row.IsAdmin, cancellationToken))
        {
            return AddUserOutcome.AdminExists;
        }

        var known = await FindRowAsync(transaction, user.User.Email, cancellationToken);
        if (known is not null && user.ReplacesUnclaimed && await UserWrite.IsUnclaimedAsync(context, known, cancellationToken))
        {
            await UserWrite.GiveWayAsync(transaction, known, RequestOrigin.None, cancellationToken);
            known = null;
        }

        if (known is not null
            || await UserWrite.IsAnyTakenAsync(context, user.User.ExternalLogins, cancellationToken))
        {
            transaction.Post(user.MailsIfTaken);
            await transaction.RecordAsync(user.EventsIfTaken, cancellationToken);
            return AddUserOutcome.Taken;
        }

        context.Users.Add(UserRow.From(user.User));
        context.ExternalLogins.AddRange(user.User.ExternalLogins.Select(login => ExternalLoginRow.From(user.User.Id, login)));
        if (user.Token is { } token)
        {
            context.OneTimeTokens.Add(
                new OneTimeTokenRow { UserId = user.User.Id, Purpose = token.Purpose, Hash = token.Hash, ExpiresAt = token.ExpiresAt });
        }

        transaction.Post(user.Mails);
        await transaction.RecordAsync(user.Events, cancellationToken);
        return AddUserOutcome.Added;
    }

    // As UserRules.IsUnclaimed has it; scopes are given with a new stamp.
    private static IQueryable<UserRow> Unclaimed(MeshDbContext context, DateTimeOffset before) => context.Users.Where(
        row => !row.EmailConfirmed && row.IsActive && !row.IsAdmin && row.Stamp == 1 && row.CreatedAt < before
            && !context.ExternalLogins.Any(login => login.UserId == row.Id));

    private static Task<UserRow?> FindRowAsync(StoreTransaction transaction, EmailAddress email, CancellationToken cancellationToken) =>
        transaction.Context.Users.FirstOrDefaultAsync(row => row.Email == email.Value, cancellationToken);

    private static async Task<User?> OneAsync(MeshDbContext context, IQueryable<UserRow> query, CancellationToken cancellationToken)
    {
        var row = await query.AsNoTracking().FirstOrDefaultAsync(cancellationToken);

        // Also for nobody, which takes as long.
        var id = row?.Id ?? Guid.Empty;
        var logins = await context.ExternalLogins.AsNoTracking().Where(login => login.UserId == id).ToListAsync(cancellationToken);
        return row?.ToUser(logins);
    }

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });
}
