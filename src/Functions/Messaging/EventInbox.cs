using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Makes of at least once, in any order, what a consumer needs: once, and nothing older than it has.</summary>
internal sealed class EventInbox(StoreWriter writer)
{
    /// <summary>For an effect in the mesh store: it and the note that the event was handled are one transaction.</summary>
    public Task<InboxDecision> ApplyAsync(
        EventConsumer consumer, MeshEvent @event, Func<StoreTransaction, CancellationToken, Task> effect, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                if (consumer.Interest is EventInterest.LatestState)
                {
                    // Or another process could apply a newer event between this look and our commit.
                    await transaction.Context.TakeTurnAsync($"{consumer.Name} {@event.Subject}", ct);
                }

                var applied = await AppliedAsync(transaction.Context, consumer, @event, ct);
                var isNew = await TryNoteAsync(transaction, consumer, @event, ct);
                var decision = InboxRules.Decide(consumer.Interest, @event, !isNew, applied);
                if (decision is InboxDecision.Apply)
                {
                    await effect(transaction, ct);
                }

                return decision;
            },
            cancellationToken);

    private static async Task<long?> AppliedAsync(
        MeshDbContext context, EventConsumer consumer, MeshEvent @event, CancellationToken cancellationToken) =>
        consumer.Interest is EventInterest.EachEvent ? null : await context.Inbox
            .Where(row => row.Consumer == consumer.Name && row.Subject == @event.Subject)
            .MaxAsync(row => (long?)row.Revision, cancellationToken);

    // In one statement, sent at once: what is asked of this transaction next sees it, and of two processes that note one
    // event, the later waits for the other's end. Both stores understand it.
    private static async Task<bool> TryNoteAsync(
        StoreTransaction transaction, EventConsumer consumer, MeshEvent @event, CancellationToken cancellationToken)
    {
        var subject = consumer.Interest is EventInterest.LatestState ? @event.Subject : null;
        return await transaction.Context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Inbox" ("Consumer", "EventId", "Subject", "Revision", "HandledAt")
            VALUES ({consumer.Name}, {@event.Id}, {subject}, {@event.Revision}, {transaction.Now.UtcTicks}) ON CONFLICT DO NOTHING
            """,
            cancellationToken) == 1;
    }
}
