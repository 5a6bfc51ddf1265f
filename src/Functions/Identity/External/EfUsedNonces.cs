using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.External;

namespace ToskaMesh.Functions.Identity.External;

/// <summary>The used nonces in the mesh store.</summary>
internal sealed class EfUsedNonces(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IUsedNonces
{
    public Task<bool> TryUseAsync(string name, DateTimeOffset until, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                // One at a time over all processes: of two that look at the same moment, both would find nothing.
                await transaction.Context.TakeTurnAsync("nonces", ct);
                await transaction.Context.SaveChangesAsync(ct);
                if (await transaction.Context.UsedNonces.AnyAsync(row => row.Nonce == name, ct))
                {
                    return false;
                }

                transaction.Context.UsedNonces.Add(new UsedNonceRow { Nonce = name, Until = until });
                return true;
            },
            cancellationToken);

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isAny = await StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.UsedNonces.AnyAsync(row => row.Until <= now, cancellationToken);
        });
        if (isAny)
        {
            await writer.WriteAsync(
                StoreKeys.None,
                (transaction, ct) => transaction.Context.UsedNonces.Where(row => row.Until <= now).ExecuteDeleteAsync(ct),
                cancellationToken);
        }
    }
}
