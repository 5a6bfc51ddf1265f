using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Identity.Mail;

/// <summary>The mails that wait in the mesh store. They were put there in the transaction of what they tell of.</summary>
internal sealed class MailOutbox(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Takes what is due, the oldest first. Whoever takes a mail has it for at least 30 s; it comes again unless it is <see cref="RemoveAsync"/>d by then.</summary>
    public async Task<IReadOnlyList<TakenMail>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await StoreFailures.TranslateAsync(() => AnyAsync(now, cancellationToken))
            ? await writer.WriteAccountsAsync((transaction, ct) => TakeAsync(transaction, limit, ct), cancellationToken)
            : [];
    }

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync(
            async (transaction, ct) =>
            {
                if (await transaction.Context.Mails.FindAsync([id], ct) is { } row)
                {
                    transaction.Context.Mails.Remove(row);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Gives back what was taken and not tried: it is due as it was before.</summary>
    public Task ReturnAsync(IReadOnlyCollection<TakenMail> untried, CancellationToken cancellationToken) =>
        untried.Count == 0 ? Task.CompletedTask : writer.WriteAccountsAsync(
            async (transaction, ct) =>
            {
                foreach (var taken in untried)
                {
                    // Somebody else may have taken it meanwhile, when this took too long.
                    if (await transaction.Context.Mails.FindAsync([taken.Mail.Id], ct) is { } row && row.Attempts == taken.Attempt)
                    {
                        (row.Attempts, row.NextAttemptAt) = (taken.Attempt - 1, taken.DueAt);
                        transaction.Context.Entry(row).DetectChanges();
                    }
                }

                return true;
            },
            cancellationToken);

    private static async Task<IReadOnlyList<TakenMail>> TakeAsync(StoreTransaction transaction, int limit, CancellationToken cancellationToken)
    {
        var (mails, now) = (transaction.Context.Mails, transaction.Now);

        // Nobody can use what they say any more.
        mails.RemoveRange(await mails.Where(row => row.Until <= now).OrderBy(row => row.Until).Take(limit).ToListAsync(cancellationToken));
        var due = await mails.Where(row => row.Until > now && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).Take(limit).ToListAsync(cancellationToken);
        var taken = due.ConvertAll(row => new TakenMail(row.ToMail(), row.NextAttemptAt, row.Attempts + 1));
        foreach (var row in due)
        {
            row.Attempts++;
            row.NextAttemptAt = now + PauseAfter(row.Attempts);
            transaction.Context.Entry(row).DetectChanges();
        }

        return taken;
    }

    private static TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * (1L << Math.Min(attempts - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<bool> AnyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Mails.AnyAsync(row => row.NextAttemptAt <= now || row.Until <= now, cancellationToken);
    }
}
