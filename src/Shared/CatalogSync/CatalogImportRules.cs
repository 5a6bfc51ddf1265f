using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>
/// Decides what a look at a catalog, Consul's or that of Kubernetes, changes in the registry. Pure. What was not read
/// stays as it is; what was exported from a mesh, this one or another, is never imported.
/// </summary>
/// <param name="terms">What this mesh accepts.</param>
/// <param name="source">Whose catalog it is, such as <c>consul:dc1</c>: what it imports is marked with it, and only that it ever changes.</param>
public sealed class CatalogImportRules(RegistrationTerms terms, string source)
{
    /// <summary>As <see cref="ServiceInstance.Source"/>.</summary>
    public string Source { get; } = source;

    /// <param name="imported">All of this source that the registry has.</param>
    /// <param name="mayRemove">False for a while after a catalog may have lost its services, which come back one by one.</param>
    public CatalogImport Decide(CatalogReading reading, IReadOnlyList<ServiceInstance> imported, bool mayRemove)
    {
        var known = imported.ToDictionary(instance => instance.ServiceId);
        var refused = new List<RefusedInstance>();
        var accepted = Accept(reading, known, refused);
        var changed = accepted.Values
            .Where(instance => !known.TryGetValue(instance.Registration.ServiceId, out var there) || !ImportRules.IsSame(there, instance)).ToList();
        var unread = reading.Listed.Where(name => !reading.Read.ContainsKey(name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = mayRemove
            ? imported.Where(instance => !accepted.ContainsKey(instance.ServiceId) && !unread.Contains(instance.ServiceName.Value)).Select(instance => instance.ServiceId)
            : [];
        return new CatalogImport(changed, [.. gone.Concat(MakingRoom(changed, known))], refused, accepted.Count);
    }

    private Dictionary<InstanceId, ImportedInstance> Accept(
        CatalogReading reading, Dictionary<InstanceId, ServiceInstance> known, List<RefusedInstance> refused)
    {
        var candidates = new List<(CatalogInstance Listed, ImportedInstance Imported)>();
        var wanted = reading.Read.Values.SelectMany(instances => instances).Where(instance => !instance.IsProxy && !IsExported(instance));
        foreach (var instance in wanted)
        {
            var imported = CatalogInstanceReader.Read(instance, Source, terms, out var reason);
            if (imported is null)
            {
                refused.Add(Refuse(instance, reason!));
                continue;
            }

            candidates.Add((instance, imported));
        }

        var accepted = new Dictionary<InstanceId, ImportedInstance>();
        foreach (var sharing in candidates.GroupBy(candidate => EndpointOf(candidate.Imported)))
        {
            var ranked = sharing.OrderBy(candidate => Rank(candidate.Imported, known)).ThenBy(candidate => candidate.Imported.Registration.ServiceId.Value, StringComparer.Ordinal).ToList();
            accepted[ranked[0].Imported.Registration.ServiceId] = ranked[0].Imported;
            refused.AddRange(ranked.Skip(1).Select(other => Refuse(other.Listed, $"has the address and port of '{ranked[0].Listed.Id}'")));
        }

        return accepted;
    }

    // Of several at one address and port, one that lives, then one that is there already: so that it does not change by itself.
    private static int Rank(ImportedInstance imported, Dictionary<InstanceId, ServiceInstance> known) =>
        (imported.Health.Status is HealthStatus.Unhealthy ? 2 : 0) + (known.ContainsKey(imported.Registration.ServiceId) ? 0 : 1);

    private static IEnumerable<InstanceId> MakingRoom(IReadOnlyList<ImportedInstance> changed, Dictionary<InstanceId, ServiceInstance> known)
    {
        var claimed = changed.ToDictionary(EndpointOf, instance => instance.Registration.ServiceId);
        return changed.Select(instance => known.GetValueOrDefault(instance.Registration.ServiceId)).OfType<ServiceInstance>()
            .Where(before => claimed.TryGetValue((before.Address, before.Port), out var claimant) && claimant != before.ServiceId)
            .Select(before => before.ServiceId);
    }

    private static bool IsExported(CatalogInstance instance) => instance.Metadata.ContainsKey(CatalogMark.Store);

    private static (ServiceAddress Address, int Port) EndpointOf(ImportedInstance imported) => (imported.Registration.Address, imported.Registration.Port);

    private static RefusedInstance Refuse(CatalogInstance instance, string reason) => new(instance.Service, instance.Node, instance.Id, reason);
}
