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

        var stored = after with { Revision = await transaction.DrawAsync(cancellationToken) };
        transaction.Registry.Put(stored);
        foreach (var @event in RegistryEvents.Between(before, stored, transaction.Now))
        {
            await transaction.TellAsync(@event, cancellationToken);
        }

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
            return new RegistrationResult(decision.Outcome, null, decision.Holder, Changed: decision.Removals.Count > 0);
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
        var last = removal with { Instance = removal.Instance with { Revision = await transaction.DrawAsync(cancellationToken) } };
        transaction.Registry.Remove(last.Instance);
        await BuryAsync(transaction, last, cancellationToken);
        await transaction.TellAsync(RegistryEvents.Deregistered(last, transaction.Now), cancellationToken);
    }

    public static async ValueTask TellAsync(this StoreTransaction transaction, MeshEvent @event, CancellationToken cancellationToken) =>
        transaction.Context.Outbox.Add(OutboxRow.From(new OutboxEntry(await transaction.DrawAsync(cancellationToken), @event)));

    private static async Task BuryAsync(StoreTransaction transaction, Removal removal, CancellationToken cancellationToken)
    {
        var tombstones = transaction.Context.Tombstones;
        var row = await tombstones.FindAsync([removal.Instance.ServiceId.Value], cancellationToken);
        if (row is null)
        {
            row = new TombstoneRow { Id = removal.Instance.ServiceId.Value };
            tombstones.Add(row);
        }

        row.Apply(removal, transaction.Now);
        transaction.Context.Entry(row).DetectChanges();
    }
}
