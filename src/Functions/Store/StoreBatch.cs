using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// Runs writes in one transaction. First all together, with their rows sent at the end; if anything fails, once more
/// with a savepoint around each, so that only those that fail by themselves do. So a write may be run twice, and what
/// it computes counts only once it is committed.
/// </summary>
internal sealed class StoreBatch(IDbContextFactory<MeshDbContext> contexts, TimeProvider time)
{
    private const string Savepoint = "write";

    /// <returns>Those that are durable now. The others have their answer.</returns>
    public async Task<IReadOnlyList<StoreWrite>> CommitAsync(IReadOnlyList<StoreWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            return await WithinTransactionAsync(writes, TogetherAsync, cancellationToken);
        }
        catch (Exception exception) when (writes.Count > 1 && StoreFailures.Translate(exception) is null)
        {
            return await WithinTransactionAsync(writes, OneByOneAsync, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StoreWrite>> WithinTransactionAsync(
        IReadOnlyList<StoreWrite> writes,
        Func<StoreTransaction, IDbContextTransaction, IReadOnlyList<StoreWrite>, CancellationToken, Task<IReadOnlyList<StoreWrite>>> run,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.BeginWriteAsync(cancellationToken);
        var shared = new StoreTransaction(context, time.GetUtcNow());
        await shared.Registry.PrefetchAsync([.. writes.Select(write => write.Keys)], cancellationToken);
        var done = await run(shared, transaction, writes, cancellationToken);
        await shared.NoteDrawnAsync(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return done;
    }

    private static async Task<IReadOnlyList<StoreWrite>> TogetherAsync(
        StoreTransaction shared, IDbContextTransaction transaction, IReadOnlyList<StoreWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            await write.RunAsync(shared, cancellationToken);
        }

        return writes;
    }

    private static async Task<IReadOnlyList<StoreWrite>> OneByOneAsync(
        StoreTransaction shared, IDbContextTransaction transaction, IReadOnlyList<StoreWrite> writes, CancellationToken cancellationToken)
    {
        var done = new List<StoreWrite>(writes.Count);
        foreach (var write in writes)
        {
            await transaction.CreateSavepointAsync(Savepoint, cancellationToken);
            try
            {
                await write.RunAsync(shared, cancellationToken);
                await shared.Context.SaveChangesAsync(cancellationToken);
                await transaction.ReleaseSavepointAsync(Savepoint, cancellationToken);
                done.Add(write);
            }
            catch (Exception exception)
            {
                await transaction.RollbackToSavepointAsync(Savepoint, cancellationToken);
                shared.Forget();
                write.Fail(StoreFailures.Translate(exception) ?? exception);
            }
        }

        return done;
    }
}
