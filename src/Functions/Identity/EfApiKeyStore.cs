using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>The API keys in the mesh store.</summary>
internal sealed class EfApiKeyStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IApiKeyStore
{
    public Task<StoredApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await context.ApiKeys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
            return row?.ToKey();
        });

    public Task<IReadOnlyList<StoredApiKey>> ListAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync<IReadOnlyList<StoredApiKey>>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var now = time.GetUtcNow();
            var rows = await context.ApiKeys.AsNoTracking()
                .Where(row => row.ExpiresAt == null || row.ExpiresAt > now)
                .OrderBy(row => row.Id).Take(StoredApiKey.MaxCount).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToKey())];
        });

    public Task SaveAsync(StoredApiKey key, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                // One at a time over all processes, or two would both find room for the last one.
                await transaction.LockStateAsync(ct);

                // Counted and looked for in the store, so what the batch has not sent yet goes there first.
                await transaction.Context.SaveChangesAsync(ct);
                var keys = transaction.Context.ApiKeys;
                if (await keys.CountAsync(Counts(key.Id, transaction.Now), ct) >= StoredApiKey.MaxCount)
                {
                    throw new TooManyApiKeysException();
                }

                var row = await keys.SingleOrDefaultAsync(row => row.Id == key.Id, ct) ?? keys.Add(new ApiKeyRow { Id = key.Id }).Entity;
                row.Apply(key);
                transaction.Context.Entry(row).DetectChanges();
                return true;
            },
            cancellationToken);

    private static Expression<Func<ApiKeyRow, bool>> Counts(string except, DateTimeOffset now) =>
        row => row.Id != except && (row.ExpiresAt == null || row.ExpiresAt > now);
}
