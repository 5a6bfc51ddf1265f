using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>What the rules decided, written with its revision and its events in one transaction.</summary>
internal static class RegistryChanges
{
    /// <param name="before">What is told to have changed; null for an instance that is new.</param>
    /// <param name="changed">False when only the lease was renewed: no revision and no event.</param>
    public static async ValueTask<ServiceInstance> StoreAsync(
        this StoreTransaction transaction, ServiceInstance? before, ServiceInstance after, bool changed, CancellationToken cancellationToken)
    {
        if (!changed)
        {
            transaction.Registry.Renew(after);
            return after;
        }

        // One number for each event; the last of them is the revision, so that no row has a number above its revision.
        var events = RegistryEvents.Between(before, after, transaction.Now).ToList();
        var numbers = await transaction.DrawAsync(Math.Max(1, events.Count), after.Revision, cancellationToken);
        var stored = after with { Revision = numbers[^1] };
        transaction.Registry.Put(stored);
        transaction.Tell(events.Select(@event => @event with { Revision = stored.Revision }), numbers);
        return stored;
    }

    /// <summary>What was decided of one instance, whole: who makes room, its service, and the instance itself.</summary>
    /// <param name="existing">What stood under its id.</param>
    public static async ValueTask<RegistrationResult> ApplyAsync(
        this StoreTransaction transaction, RegistrationDecision decision, ServiceInstance? existing, CancellationToken cancellationToken)
    {
        foreach (var removal in decision.Removals)
        {
            await transaction.RemoveAsync(removal, cancellationToken);
        }

        if (decision.Instance is null)
        {
            return new RegistrationResult(decision.Outcome, null, decision.Holder, Changed: decision.Removals.Count > 0)
            {
                Loosened = decision.Loosened,
            };
        }

        if (decision.Service is { } changed)
        {
            await transaction.Registry.PutAsync(changed, cancellationToken);
        }

        var before = decision.Outcome is RegistrationOutcome.Created ? null : existing;
        var stored = await transaction.StoreAsync(before, decision.Instance, decision.Changed, cancellationToken);
        return new RegistrationResult(decision.Outcome, stored, Changed: decision.Changed);
    }

    public static async ValueTask RemoveAsync(this StoreTransaction transaction, Removal removal, CancellationToken cancellationToken)
    {
        var numbers = await transaction.DrawAsync(1, removal.Instance.Revision, cancellationToken);
        var last = removal with { Instance = removal.Instance with { Revision = numbers[0] } };
        transaction.Registry.Remove(last.Instance);
        await transaction.Registry.BuryAsync(last, transaction.Now, cancellationToken);
        transaction.Tell([RegistryEvents.Deregistered(last, transaction.Now)], numbers);
    }

    public static async ValueTask TellAsync(this StoreTransaction transaction, MeshEvent @event, CancellationToken cancellationToken) =>
        transaction.Context.Outbox.Add(OutboxRow.From(new OutboxEntry(await transaction.DrawAsync(0, cancellationToken), @event)));

    private static void Tell(this StoreTransaction transaction, IEnumerable<MeshEvent> events, IReadOnlyList<long> numbers) =>
        transaction.Context.Outbox.AddRange(events.Zip(numbers, (@event, number) => OutboxRow.From(new OutboxEntry(number, @event))));

    private static async ValueTask<IReadOnlyList<long>> DrawAsync(
        this StoreTransaction transaction, int count, long floor, CancellationToken cancellationToken)
    {
        var numbers = new long[count];
        for (var i = 0; i < count; i++)
        {
            floor = numbers[i] = await transaction.DrawAsync(floor, cancellationToken);
        }

        return numbers;
    }
}
