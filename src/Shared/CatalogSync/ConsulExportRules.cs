using System.Globalization;
using System.Text.RegularExpressions;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.CatalogSync;

/// <summary>
/// Decides what a Consul agent must be told of the mesh. Pure. Only instances that registered here are exported, and
/// only what carries this store's mark is ever changed or removed there.
/// </summary>
/// <param name="store">The id of the mesh store.</param>
public sealed partial class ConsulExportRules(Guid store)
{
    // Consul's own limits: 64 pairs, of which two are the mark.
    private const int MetadataPairs = 62;
    private const int MetadataValueLength = 512;
    private const int MetadataKeyLength = 128;

    private readonly string _store = store.ToString("n");

    /// <summary>The instance's id at the agent, which others' ids cannot meet: an agent has one space of them for everybody.</summary>
    public string IdOf(InstanceId id) => $"toskamesh-{_store[..8]}-{id.Value}";

    public bool IsOwn(IEnumerable<KeyValuePair<string, string>>? metadata) =>
        metadata is not null && metadata.Contains(KeyValuePair.Create(CatalogMark.Store, _store));

    /// <summary>Null for what is not exported, because it was imported.</summary>
    /// <param name="instance">With its expiry in its status.</param>
    public ExportedInstance? Describe(ServiceInstance instance) => instance.Source is not null ? null : new ExportedInstance
    {
        Id = IdOf(instance.ServiceId),
        Service = instance.ServiceName.Value,
        Address = instance.Address.Value,
        Port = instance.Port,
        Tags = instance.Tags,
        Metadata = DescribeMetadata(instance),
        Status = instance.Status is HealthStatus.Unknown ? HealthStatus.Degraded : instance.Status,
        Output = instance.Status is HealthStatus.Unknown ? "Not checked yet." : instance.Output ?? "",
    };

    /// <param name="wanted">All that is to be exported.</param>
    /// <param name="owned">All that the agent has with this store's mark.</param>
    /// <param name="isDue">Whether the check with that id was last kept alive so long ago that it is time.</param>
    public static ConsulExport Decide(
        IReadOnlyCollection<ExportedInstance> wanted, IReadOnlyCollection<ExportedInstance> owned, Func<string, bool> isDue)
    {
        var there = owned.ToDictionary(instance => instance.Id, StringComparer.Ordinal);
        var ids = wanted.Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        var (register, report) = (new List<ExportedInstance>(), new List<ExportedInstance>());
        foreach (var instance in wanted)
        {
            if (!there.TryGetValue(instance.Id, out var found) || found.Status is null || !found.IsSameService(instance))
            {
                register.Add(instance);
            }
            else if (found.Status != instance.Status || isDue(instance.Id))
            {
                report.Add(instance);
            }
        }

        return new ConsulExport(register, report, [.. there.Keys.Where(id => !ids.Contains(id))]);
    }

    private SortedDictionary<string, string> DescribeMetadata(ServiceInstance instance)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in instance.Metadata.Where(IsTakenByConsul).OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(MetadataPairs - 2))
        {
            metadata[key] = value;
        }

        if (instance.Scheme is not InstanceScheme.Http)
        {
            metadata.TryAdd("scheme", instance.Scheme.ToString().ToLowerInvariant());
        }

        if (instance.Weight != 1)
        {
            metadata.TryAdd("weight", instance.Weight.ToString(CultureInfo.InvariantCulture));
        }

        (metadata[CatalogMark.Store], metadata[CatalogMark.Instance]) = (_store, instance.ServiceId.Value);
        return metadata;
    }

    private static bool IsTakenByConsul(KeyValuePair<string, string> pair) =>
        pair.Key.Length <= MetadataKeyLength && pair.Value.Length <= MetadataValueLength
        && MetadataKey().IsMatch(pair.Key) && !pair.Key.StartsWith("consul-", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^[A-Za-z0-9_-]+\\z")]
    private static partial Regex MetadataKey();
}
