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
        var stored = changed ? after with { Revision = await transaction.DrawRevisionAsync(cancellationToken) } : after;
        transaction.Registry.Put(stored);
        if (changed)
        {
            transaction.Context.Outbox.AddRange(RegistryEvents.Between(before, stored, transaction.Now).Select(OutboxRow.From));
        }

        return stored;
    }

    public static async ValueTask RemoveAsync(this StoreTransaction transaction, Removal removal, CancellationToken cancellationToken)
    {
        var last = removal with { Instance = removal.Instance with { Revision = await transaction.DrawRevisionAsync(cancellationToken) } };
        transaction.Registry.Remove(last.Instance);
        await BuryAsync(transaction, last, cancellationToken);
        transaction.Context.Outbox.Add(OutboxRow.From(RegistryEvents.Deregistered(last, transaction.Now)));
    }

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
