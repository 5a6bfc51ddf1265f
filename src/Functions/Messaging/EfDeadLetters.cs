using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

internal sealed class EfDeadLetters(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer) : IDeadLetters
{
    private const int MaxReasonLength = 1024;

    public Task AddAsync(string consumer, string message, string? reason, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                var letters = transaction.Context.DeadLetters;
                var id = DeadLetter.IdOf(consumer, message);
                var row = await letters.FindAsync([id], ct);
                if (row is null)
                {
                    row = new DeadLetterRow { Id = id, Consumer = consumer, Message = Cut(message, DeadLetter.MaxMessageLength)! };
                    letters.Add(row);
                }

                row.Die(Cut(reason, MaxReasonLength), transaction.Now);
                transaction.Context.Entry(row).DetectChanges();
                return true;
            },
            cancellationToken);

    public Task<Page<DeadLetter>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.DeadLetters.AsNoTracking()
                .Where(row => page.After == null || row.Position.CompareTo(page.After) < 0)
                .OrderByDescending(row => row.Position).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Position, row => row.ToLetter());
        });

    public Task<ReplayResult> ReplayAsync(string id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                if (await transaction.Context.DeadLetters.FindAsync([id], ct) is not { } row)
                {
                    return new ReplayResult(ReplayOutcome.NotFound, null);
                }

                if (row.ToLetter() is not { Event: { } @event })
                {
                    return new ReplayResult(ReplayOutcome.NotAnEvent, row.ToLetter());
                }

                var entry = new OutboxEntry(await transaction.DrawAsync(0, ct), @event, row.Consumer);
                transaction.Context.Outbox.Add(OutboxRow.From(entry));
                row.ReplayedAt = transaction.Now;
                transaction.Context.Entry(row).DetectChanges();
                return new ReplayResult(ReplayOutcome.Replayed, row.ToLetter());
            },
            cancellationToken);

    public Task<DeadLetter?> DiscardAsync(string id, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                var row = await transaction.Context.DeadLetters.FindAsync([id], ct);
                if (row is not null)
                {
                    transaction.Context.DeadLetters.Remove(row);
                }

                return row?.ToLetter();
            },
            cancellationToken);

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
