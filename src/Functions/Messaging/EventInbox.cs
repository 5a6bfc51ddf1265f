using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Makes of at least once, in any order, what a consumer needs: once, and nothing older than it has.</summary>
internal sealed class EventInbox(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer)
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
                    // Its neighbours in this transaction may have noted events of the subject: a query sees only what was sent.
                    await transaction.Context.SaveChangesAsync(ct);
                }

                var handled = await transaction.Context.Inbox.FindAsync([consumer.Name, @event.Id], ct) is not null;
                var decision = InboxRules.Decide(consumer.Interest, @event, handled, await AppliedAsync(transaction.Context, consumer, @event, ct));
                if (decision is InboxDecision.Apply)
                {
                    await effect(transaction, ct);
                }

                if (decision is not InboxDecision.Duplicate)
                {
                    transaction.Context.Inbox.Add(Note(consumer, @event, transaction.Now));
                }

                return decision;
            },
            cancellationToken);

    /// <summary>For an effect elsewhere, which must bear being done twice: the note follows it.</summary>
    public async Task<InboxDecision> ActAsync(
        EventConsumer consumer, MeshEvent @event, Func<CancellationToken, Task> effect, CancellationToken cancellationToken)
    {
        var decision = await StoreFailures.TranslateAsync(() => DecideAsync(consumer, @event, cancellationToken));
        if (decision is InboxDecision.Apply)
        {
            await effect(cancellationToken);
            await ApplyAsync(consumer, @event, (_, _) => Task.CompletedTask, cancellationToken);
        }

        return decision;
    }

    private async Task<InboxDecision> DecideAsync(EventConsumer consumer, MeshEvent @event, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var handled = await context.Inbox.AnyAsync(row => row.Consumer == consumer.Name && row.EventId == @event.Id, cancellationToken);
        return InboxRules.Decide(consumer.Interest, @event, handled, await AppliedAsync(context, consumer, @event, cancellationToken));
    }

    private static async Task<long?> AppliedAsync(
        MeshDbContext context, EventConsumer consumer, MeshEvent @event, CancellationToken cancellationToken) =>
        consumer.Interest is EventInterest.EachEvent ? null : await context.Inbox
            .Where(row => row.Consumer == consumer.Name && row.Subject == @event.Subject)
            .MaxAsync(row => (long?)row.Revision, cancellationToken);

    private static InboxRow Note(EventConsumer consumer, MeshEvent @event, DateTimeOffset now) => new()
    {
        Consumer = consumer.Name,
        EventId = @event.Id,
        Subject = consumer.Interest is EventInterest.LatestState ? @event.Subject : null,
        Revision = @event.Revision,
        HandledAt = now,
    };
}
