using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.CatalogSync;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Makes the registry say what a catalog said.</summary>
internal sealed class ImportWriter(IServiceRegistry registry, IAfterCommit afterCommit)
{
    /// <param name="mayRemove">As <see cref="CatalogImportRules.Decide"/>.</param>
    public async Task<WrittenImport> WriteAsync(CatalogImportRules rules, CatalogReading reading, bool mayRemove, CancellationToken cancellationToken)
    {
        var imported = await registry.ListImportedAsync(rules.Source, cancellationToken);
        var import = rules.Decide(reading, imported, mayRemove);
        var (changed, held) = (0, 0);
        foreach (var batch in import.ToBatches(rules.Source))
        {
            var result = await registry.ImportAsync(batch, cancellationToken);
            (changed, held) = (changed + result.Changed, held + result.Held.Count);
        }

        if (changed > 0)
        {
            await afterCommit.RunAsync();
        }

        return new WrittenImport(import, changed, held);
    }
}
