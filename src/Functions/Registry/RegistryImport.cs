using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Writes what a source says, decided against what stands in the same transaction.</summary>
internal sealed class RegistryImport(StoreWriter writer, IOptions<MeshOptions> options)
{
    public Task<ImportResult> RunAsync(ImportBatch batch, CancellationToken cancellationToken) =>
        writer.WriteAsync(StoreKeys.None, (transaction, ct) => RunAsync(transaction, batch, ct), cancellationToken);

    private async Task<ImportResult> RunAsync(StoreTransaction transaction, ImportBatch batch, CancellationToken cancellationToken)
    {
        await transaction.Registry.PrefetchAsync(
            [.. batch.Instances.Select(instance => StoreKeys.Of(instance.Registration)), .. batch.Departed.Select(id => new StoreKeys(id, Leaves: true))],
            cancellationToken);
        var grace = StoredGrace.Of(await transaction.StateAsync(cancellationToken)).At(transaction.Now, options.Value);
        var changed = await RemoveAsync(transaction, batch, cancellationToken);
        var held = new List<InstanceId>();
        foreach (var imported in batch.Instances)
        {
            var result = await PutAsync(transaction, imported, batch.Source, grace, cancellationToken);
            changed += result.Changed ? 1 : 0;
            if (!result.Succeeded)
            {
                held.Add(imported.Registration.ServiceId);
            }
        }

        return new ImportResult(changed, held);
    }

    private static async Task<int> RemoveAsync(StoreTransaction transaction, ImportBatch batch, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var id in batch.Departed)
        {
            var existing = await transaction.Registry.FindAsync(id, cancellationToken);
            if (ImportRules.Depart(existing, batch.Source, transaction.Now) is { } removal)
            {
                await transaction.RemoveAsync(removal, cancellationToken);
                removed++;
            }
        }

        if (removed > 0)
        {
            // Sent before the others: two that change addresses with each other have no order in one set of statements.
            await transaction.Context.SaveChangesAsync(cancellationToken);
        }

        return removed;
    }

    private static async Task<RegistrationResult> PutAsync(
        StoreTransaction transaction, ImportedInstance imported, string source, LeaseGrace grace, CancellationToken cancellationToken)
    {
        var (rows, registration) = (transaction.Registry, imported.Registration);
        var existing = await rows.FindAsync(registration.ServiceId, cancellationToken);
        var found = await rows.FindHolderAsync(registration.Address, registration.Port, cancellationToken);
        var holder = found?.ServiceId == registration.ServiceId ? null : found;
        var service = await rows.FindServiceAsync(registration.ServiceName, cancellationToken);
        var decision = ImportRules.Decide(imported, source, existing, holder, service, transaction.Now, grace);
        return await transaction.ApplyAsync(decision, existing, cancellationToken);
    }
}
