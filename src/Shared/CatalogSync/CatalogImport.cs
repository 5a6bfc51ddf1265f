using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>What a reading changes in the registry.</summary>
/// <param name="Instances">New or changed.</param>
/// <param name="Departed">Listed no more, or to make room before they come again.</param>
/// <param name="Accepted">How many instances the catalog has that belong into the registry.</param>
public sealed record CatalogImport(
    IReadOnlyList<ImportedInstance> Instances, IReadOnlyList<InstanceId> Departed, IReadOnlyList<RefusedInstance> Refused, int Accepted)
{
    /// <summary>In bounded parts, those that leave first: they hold addresses that others want.</summary>
    public IEnumerable<ImportBatch> ToBatches(string source)
    {
        // Who leaves and comes again does both in one transaction, or readers would see it gone.
        var again = Instances.Select(instance => instance.Registration.ServiceId).Intersect(Departed).ToHashSet();
        foreach (var ids in Departed.Where(id => !again.Contains(id)).Chunk(ImportBatch.Limit))
        {
            yield return new ImportBatch(source, [], ids);
        }

        foreach (var moving in Instances.Where(instance => again.Contains(instance.Registration.ServiceId)).Chunk(ImportBatch.Limit / 2))
        {
            yield return new ImportBatch(source, moving, [.. moving.Select(instance => instance.Registration.ServiceId)]);
        }

        foreach (var instances in Instances.Where(instance => !again.Contains(instance.Registration.ServiceId)).Chunk(ImportBatch.Limit))
        {
            yield return new ImportBatch(source, instances, []);
        }
    }
}
