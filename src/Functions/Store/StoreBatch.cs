using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// Runs writes in one transaction. First all together, with their rows sent at the end; if anything fails, once more
/// with a savepoint around each, so that only those that fail by themselves do. What another process's transaction is
/// to blame for is repeated as a whole. So a write may be run several times, and what it computes counts only once it
/// is committed.
/// </summary>
internal sealed class StoreBatch(
    IDbContextFactory<MeshDbContext> contexts, TimeProvider time, StoreRetry retry, StoreGenerations generations)
{
    private const string Savepoint = "write";

    /// <returns>Those that are durable now. The others have their answer.</returns>
    public async Task<IReadOnlyList<StoreWrite>> CommitAsync(IReadOnlyList<StoreWrite> writes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            bool mustWait;
            try
            {
                return await CommitOnceAsync(writes, attempt, cancellationToken);
            }
            catch (Exception exception) when (!StoreRetry.IsLast(attempt) && StoreFailures.IsOthersDoing(exception))
            {
                mustWait = !StoreFailures.IsLostRace(exception);
            }

            if (mustWait)
            {
                await retry.PauseAsync(attempt, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<StoreWrite>> CommitOnceAsync(
        IReadOnlyList<StoreWrite> writes, int attempt, CancellationToken cancellationToken)
    {
        var alone = attempt >= StoreRetry.FirstAlone;
        var isLast = StoreRetry.IsLast(attempt);
        try
        {
            return await WithinTransactionAsync(writes, alone, TogetherAsync, cancellationToken);
        }
        catch (Exception exception) when (writes.Count > 1
            && StoreFailures.Translate(exception) is null
            && (isLast || !StoreFailures.IsOthersDoing(exception)))
        {
            return await WithinTransactionAsync(
                writes, alone, (shared, transaction, all, ct) => OneByOneAsync(shared, transaction, all, isLast, ct), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StoreWrite>> WithinTransactionAsync(
        IReadOnlyList<StoreWrite> writes,
        bool alone,
        Func<StoreTransaction, IDbContextTransaction, IReadOnlyList<StoreWrite>, CancellationToken, Task<StoreBatchResult>> run,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.BeginWriteAsync(alone, cancellationToken);
        var shared = new StoreTransaction(context, time.GetUtcNow(), writes.Count);
        await shared.PrefetchAsync([.. writes.Select(write => write.Keys)], cancellationToken);
        var result = await run(shared, transaction, writes, cancellationToken);
        try
        {
            await shared.CommitAsync(transaction, cancellationToken);
        }
        finally
        {
            // One that failed may have been committed all the same.
            generations.Raise(shared.Touched);
        }

        foreach (var (write, failure) in result.Failed)
        {
            write.Fail(failure);
        }

        return result.Done;
    }

    private static async Task<StoreBatchResult> TogetherAsync(
        StoreTransaction shared, IDbContextTransaction transaction, IReadOnlyList<StoreWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            await write.RunAsync(shared, cancellationToken);
        }

        return new StoreBatchResult(writes, []);
    }

    private static async Task<StoreBatchResult> OneByOneAsync(
        StoreTransaction shared, IDbContextTransaction transaction, IReadOnlyList<StoreWrite> writes, bool isLast, CancellationToken cancellationToken)
    {
        // Or the first savepoint, rolled back, would take the beginning with it.
        await shared.Context.BegunAsync(cancellationToken);
        var done = new List<StoreWrite>(writes.Count);
        var failed = new List<(StoreWrite Write, Exception Failure)>();
        foreach (var write in writes)
        {
            await transaction.CreateSavepointAsync(Savepoint, cancellationToken);
            try
            {
                await write.RunAsync(shared, cancellationToken);
                await shared.SendAsync(cancellationToken);
                await transaction.ReleaseSavepointAsync(Savepoint, cancellationToken);
                done.Add(write);
            }
            catch (Exception exception) when (isLast || !StoreFailures.IsOthersDoing(exception))
            {
                await transaction.RollbackToSavepointAsync(Savepoint, cancellationToken);
                shared.RolledBack();
                failed.Add((write, StoreFailures.Translate(exception) ?? exception));
            }
        }

        return new StoreBatchResult(done, failed);
    }
}
