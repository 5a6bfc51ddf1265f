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
                var isNew = await transaction.Context.TryNoteAsync(Note(consumer, @event, transaction.Now), ct);
                var decision = InboxRules.Decide(consumer.Interest, @event, !isNew, applied);
                if (decision is InboxDecision.Apply)
                {
                    await effect(transaction, ct);
                }

                return decision;
            },
            cancellationToken);

    /// <summary>For the history of services, whose effect is one row: those of a whole batch are noted and written together.</summary>
    public async Task<InboxDecision> RecordAsync(MeshEvent @event, ServiceEventRow row, CancellationToken cancellationToken)
    {
        var consumer = EventConsumers.Of(EventConsumers.ServiceHistory);
        var recorded = await writer.WriteAsync(
            StoreKeys.Nothing, (transaction, _) => Task.FromResult(transaction.Record(Note(consumer, @event, transaction.Now), row)), cancellationToken);

        // Whatever was committed without it, it must come again.
        var isNew = recorded.IsNew ?? throw new InvalidOperationException($"The event {@event.Id} was recorded, but not sent.");
        return InboxRules.Decide(consumer.Interest, @event, !isNew, applied: null);
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
