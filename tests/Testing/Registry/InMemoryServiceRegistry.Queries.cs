using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

public sealed partial class InMemoryServiceRegistry
{
    public Task<ServiceInstance?> FindAsync(InstanceId id, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => _store.Instances.TryGetValue(id.Value, out var instance) ? Seen(instance) : null, cancellationToken);

    public Task<Page<ServiceName>> ListServicesAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => Cut(
                Matching(filter).Select(instance => instance.ServiceName).Distinct().OrderBy(name => name.Value, StringComparer.Ordinal),
                name => name.Value,
                page),
            cancellationToken);

    public Task<Page<ServiceInstance>> ListInstancesAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => Cut(Matching(filter).Where(instance => instance.ServiceName == service), instance => instance.ServiceId.Value, page),
            cancellationToken);

    public Task<Page<InstanceStatus>> ListStatusAsync(StatusFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => Cut(
                _store.Instances.Values.Select(Seen)
                    .Where(seen => (filter.Service ?? seen.ServiceName) == seen.ServiceName && (filter.Status ?? seen.Status) == seen.Status)
                    .OrderBy(seen => seen.ServiceId.Value, StringComparer.Ordinal)
                    .Select(seen => (Seen: seen, Service: _store.Services[seen.ServiceName.Value]))
                    .Select(pair => new InstanceStatus(
                        pair.Seen, ProtectionRules.IsActive(pair.Service, _store.Now), ProtectionRules.IsRouted(pair.Seen, pair.Service, _store.Now))
                    {
                        IsSpared = HealthTransitions.IsSpared(pair.Seen, _store.Now, _store.Grace),
                    }),
                status => status.Instance.ServiceId.Value,
                page),
            cancellationToken);

    public Task<Absence?> LastAbsenceAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(() => _store.Grace.Absence, cancellationToken);

    public Task<IReadOnlyList<InstanceId>> ListProbeShardsAsync(int size, CancellationToken cancellationToken) =>
        _store.ReadAsync<IReadOnlyList<InstanceId>>(
            () => [.. Probed().Select(instance => instance.ServiceId).Where((_, place) => place % size == 0)], cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ReadProbedAsync(
        InstanceId from, InstanceId? until, int limit, CancellationToken cancellationToken) =>
        _store.ReadAsync<IReadOnlyList<ServiceInstance>>(
            () =>
            [
                .. Probed()
                    .Where(instance => string.CompareOrdinal(instance.ServiceId.Value, from.Value) >= 0
                        && (until is null || string.CompareOrdinal(instance.ServiceId.Value, until.Value) < 0))
                    .Take(limit),
            ],
            cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ListImportedAsync(string source, CancellationToken cancellationToken) =>
        _store.ReadAsync<IReadOnlyList<ServiceInstance>>(
            () => [.. _store.Instances.Values.Where(instance => instance.Source == source)], cancellationToken);

    public Task<InstanceTracking?> TrackAsync(InstanceId id, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => _store.Instances.TryGetValue(id.Value, out var instance) ? Track(Seen(instance))
                : _store.Departed.TryGetValue(id.Value, out var departed) && IsRemembered(departed) ? Track(departed)
                : null,
            cancellationToken);

    public Task<Page<InstanceTracking>> TrackServiceAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => Cut(
                Matching(filter).Where(instance => instance.ServiceName == service).Select(Track)
                    .Concat(DepartedFrom(service, filter).Select(Track))
                    .OrderBy(tracking => tracking.ServiceId.Value, StringComparer.Ordinal),
                tracking => tracking.ServiceId.Value,
                page),
            cancellationToken);

    public Task<ServiceMetadata> DescribeMetadataAsync(ServiceName service, InstanceFilter filter, CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () =>
            {
                var instances = Matching(filter).Where(instance => instance.ServiceName == service).ToList();
                var keys = instances.SelectMany(instance => instance.Metadata).GroupBy(pair => pair.Key)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new MetadataKey(group.Key, group.Count(), Distinct(group.Select(pair => pair.Value)))).ToList();
                return new ServiceMetadata(
                    service, instances.Count, _store.Now, [.. keys.Take(MetadataKey.MaxKeys)], keys.Count > MetadataKey.MaxKeys);
            },
            cancellationToken);

    public Task<RegistrySnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        _store.ReadAsync(
            () => new RegistrySnapshot(
                Grouped(), _store.Epoch, _store.Published.Version, _store.EpochStartedAt, _store.Now, _store.Grace),
            cancellationToken);

    private static List<string> Distinct(IEnumerable<string> values) =>
        [.. values.Distinct().Order(StringComparer.Ordinal).Take(MetadataKey.MaxValues)];

    private static Page<T> Cut<T>(IEnumerable<T> ordered, Func<T, string> key, PageRequest page)
    {
        var items = ordered.Where(item => page.After is null || string.CompareOrdinal(key(item), page.After) > 0).Take(page.Limit + 1).ToList();
        return items.Count > page.Limit
            ? new Page<T>(items[..page.Limit], key(items[page.Limit - 1]))
            : new Page<T>(items, null);
    }

    private static InstanceTracking Track(DepartedInstance departed) =>
        Track(departed.Instance) with { DeregisteredAt = departed.At, Reason = departed.Reason };

    private static InstanceTracking Track(ServiceInstance instance) => new()
    {
        ServiceId = instance.ServiceId,
        ServiceName = instance.ServiceName,
        RegisteredAt = instance.RegisteredAt,
        LastUpdated = instance.LastUpdated,
        Status = instance.Status,
        LastHealthCheck = instance.LastHealthCheck,
        Metadata = instance.Metadata,
    };

    private static bool Matches(ServiceInstance instance, InstanceFilter filter) =>
        filter.Tags.All(instance.Tags.Contains)
        && (filter.Zone is null || instance.Zone == filter.Zone)
        && (!filter.HealthyOnly || instance.Status is HealthStatus.Healthy);

    private IEnumerable<ServiceInstance> Probed() =>
        _store.Instances.Values.Where(instance => instance is { Source: null, HealthCheck.IsProbed: true })
            .OrderBy(instance => instance.ServiceId.Value, StringComparer.Ordinal);

    private List<ServiceWithInstances> Grouped()
    {
        var instances = _store.Instances.Values.ToLookup(instance => instance.ServiceName.Value);
        return [.. _store.Services.Values.Select(service => new ServiceWithInstances(service, [.. instances[service.Name.Value]]))];
    }

    private IEnumerable<ServiceInstance> Matching(InstanceFilter filter) =>
        _store.Instances.Values.Select(Seen).Where(instance => Matches(instance, filter));

    private ServiceInstance Seen(ServiceInstance instance) =>
        instance with { Status = HealthTransitions.Effective(instance, _store.Now, _store.Grace) };

    private IEnumerable<DepartedInstance> DepartedFrom(ServiceName service, InstanceFilter filter) =>
        _store.Departed.Values.Where(departed => departed.Instance.ServiceName == service
            && IsRemembered(departed)
            && _store.Instances.GetValueOrDefault(departed.Instance.ServiceId.Value)?.ServiceName != service
            && Matches(departed.Instance, filter));

    private bool IsRemembered(DepartedInstance departed) => _store.Now - departed.At < Tombstone.Retention;
}
