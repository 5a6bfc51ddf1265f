using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity;

/// <summary>The API keys in the mesh store.</summary>
internal sealed class EfApiKeyStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IApiKeyStore
{
    public Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            // PostgreSQL fails for a text with a NUL in it, which is nobody's id.
            if (!TokenIdentifier.IsValid(id))
            {
                return null;
            }

            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await context.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
            return row?.ToKey();
        });

    public Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync<IReadOnlyList<StoredApiKey>>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.ApiKeys.AsNoTracking().Where(IsValid(time.GetUtcNow()))
                .OrderBy(row => row.Id).Take(StoredApiKey.MaxCount).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToKey())];
        });

    public Task<Page<StoredApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.ApiKeys.AsNoTracking()
                .Where(row => page.After == null || row.Id.CompareTo(page.After) > 0)
                .OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Id, row => row.ToKey());
        });

    public Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken) => PutAsync(key, null, cancellationToken);

    public Task AddAsync(StoredApiKey key, SecurityEvent happened, CancellationToken cancellationToken) => PutAsync(key, happened, cancellationToken);

    public Task<StoredApiKey?> RotateAsync(
        string id, string hash, TimeSpan overlap, SecurityEvent happened, CancellationToken cancellationToken) =>
        WriteAsync<StoredApiKey?>(
            async (transaction, ct) =>
            {
                var row = await transaction.Context.ApiKeys.Where(IsValid(transaction.Now))
                    .SingleOrDefaultAsync(row => row.Id == id && row.Origin == ApiKeyOrigin.Made, ct);
                if (row is null)
                {
                    return null;
                }

                row.Apply(ApiKeyRules.Rotate(row.ToKey(), hash, overlap, transaction.Now));
                transaction.Context.Entry(row).DetectChanges();
                await transaction.RecordAsync(happened, ct);
                return row.ToKey();
            },
            cancellationToken);

    public Task<ApiKeyDeletion> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken) =>
        DeleteAsync(id, (_, _) => true, happened, cancellationToken);

    public Task<ApiKeyDeletion> DeleteAbandonedAsync(string id, bool hasBootstrap, SecurityEvent happened, CancellationToken cancellationToken) =>
        DeleteAsync(id, (key, now) => ApiKeyRules.IsAbandoned(key, isOwn: false, hasBootstrap, now), happened, cancellationToken);

    public Task ConfirmAsync(string id, string hash, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            (transaction, ct) =>
            {
                var now = transaction.Now;
                return transaction.Context.ApiKeys.Where(IsValid(now)).Where(row => row.Id == id && row.Hash == hash)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, now), ct);
            },
            cancellationToken);

    public Task NoteUseAsync(string id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            (transaction, ct) =>
            {
                var (now, before) = (transaction.Now, transaction.Now - ApiKeyRules.UseGrain);
                return transaction.Context.ApiKeys
                    .Where(row => row.Id == id && (row.LastUsedAt == null || row.LastUsedAt <= before))
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct);
            },
            cancellationToken);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - ApiKeyRules.Retention;
        Expression<Func<ApiKeyRow, bool>> isOver = row => row.Origin == ApiKeyOrigin.Made && row.ExpiresAt <= before;
        var isAny = await StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.ApiKeys.AnyAsync(isOver, cancellationToken);
        });
        if (isAny)
        {
            await writer.WriteAsync(StoreKeys.None, (transaction, ct) => transaction.Context.ApiKeys.Where(isOver).ExecuteDeleteAsync(ct), cancellationToken);
        }
    }

    private Task<ApiKeyDeletion> DeleteAsync(
        string id, Func<StoredApiKey, DateTimeOffset, bool> may, SecurityEvent happened, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var row = await transaction.Context.ApiKeys.SingleOrDefaultAsync(row => row.Id == id, ct);
                if (row is null || (row.Origin is not ApiKeyOrigin.Made && row.ToKey().IsExpired(transaction.Now)))
                {
                    return ApiKeyDeletion.Unknown;
                }

                if (!may(row.ToKey(), transaction.Now))
                {
                    return ApiKeyDeletion.Confirmed;
                }

                if (row.Role is Role.Admin && !row.ToKey().IsExpired(transaction.Now) && !await HasOtherAdminAsync(transaction, id, ct))
                {
                    return ApiKeyDeletion.LastAdmin;
                }

                End(transaction, row);
                await transaction.RecordAsync(happened, ct);
                return ApiKeyDeletion.Done;
            },
            cancellationToken);

    private Task<bool> PutAsync(StoredApiKey key, SecurityEvent? happened, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, ct) =>
            {
                var keys = transaction.Context.ApiKeys;
                if (await keys.Where(IsValid(transaction.Now)).CountAsync(row => row.Id != key.Id, ct) >= StoredApiKey.MaxCount)
                {
                    throw new TooManyApiKeysException();
                }

                var row = await keys.SingleOrDefaultAsync(row => row.Id == key.Id, ct) ?? keys.Add(new ApiKeyRow { Id = key.Id }).Entity;
                row.Apply(key);
                transaction.Context.Entry(row).DetectChanges();
                if (happened is not null)
                {
                    await transaction.RecordAsync(happened, ct);
                }

                return true;
            },
            cancellationToken);

    // A key that expires by itself would lock everybody out later, so it does not count.
    private static async Task<bool> HasOtherAdminAsync(StoreTransaction transaction, string id, CancellationToken cancellationToken) =>
        await transaction.Context.ApiKeys.AnyAsync(row => row.Id != id && row.Role == Role.Admin && row.ExpiresAt == null, cancellationToken)
        || await transaction.Context.Users.AnyAsync(user => user.IsAdmin && user.IsActive, cancellationToken);

    private static void End(StoreTransaction transaction, ApiKeyRow row)
    {
        if (row.Origin is ApiKeyOrigin.Made)
        {
            transaction.Context.ApiKeys.Remove(row);
            return;
        }

        row.Apply(row.ToKey() with { ExpiresAt = transaction.Now, PreviousHash = null, PreviousUntil = null });
        transaction.Context.Entry(row).DetectChanges();
    }

    private static Expression<Func<ApiKeyRow, bool>> IsValid(DateTimeOffset now) => row => row.ExpiresAt == null || row.ExpiresAt > now;

    // One at a time over all processes: two would both find room for the last key, or delete each the other's last Admin.
    // Queries see only what was sent, so what the batch has not sent yet goes first.
    private Task<T> WriteAsync<T>(Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                transaction.Touch(StoreTopic.ApiKeys);
                await transaction.LockStateAsync(ct);
                await transaction.Context.SaveChangesAsync(ct);
                return await work(transaction, ct);
            },
            cancellationToken);
}
