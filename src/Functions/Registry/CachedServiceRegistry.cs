using System.Globalization;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// The registry with its most frequent reads kept for a moment. A read after a write of this process sees it; what other
/// processes wrote is seen when their hint comes, a second later at most; and a lease that runs out is seen at once,
/// since no answer is kept beyond the first expiry in it, but for one that an absence of the control plane spared.
/// Publishing and sweeping read the store itself.
/// </summary>
internal sealed class CachedServiceRegistry(IServiceRegistry store, BriefReads reads, RegistryGenerations generations, RegistryHints hints)
    : IServiceRegistry
{
    public async Task<RegistrationResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellationToken)
    {
        var result = await WriteAsync(() => store.RegisterAsync(registration, caller, cancellationToken));
        Note(result.Changed, result.Succeeded ? result.Instance : null);
        return result;
    }

    public Task<WriteResult> HeartbeatAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.HeartbeatAsync(id, caller, cancellationToken));

    public Task<WriteResult> DeregisterAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.DeregisterAsync(id, caller, cancellationToken));

    public Task<WriteResult> ReportHealthAsync(InstanceId id, HealthReport report, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.ReportHealthAsync(id, report, caller, cancellationToken));

    public Task<WriteResult> RecordProbeAsync(InstanceId id, ProbeTarget target, ProbeResult result, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.RecordProbeAsync(id, target, result, cancellationToken));

    public Task<WriteResult> MaintainAsync(InstanceId id, string? reason, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.MaintainAsync(id, reason, caller, cancellationToken));

    public Task<WriteResult> ReplaceMetadataAsync(
        InstanceId id, IReadOnlyDictionary<string, string> metadata, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(() => store.ReplaceMetadataAsync(id, metadata, caller, cancellationToken));

    public async Task<ImportResult> ImportAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var result = await WriteAsync(() => store.ImportAsync(batch, cancellationToken));
        Note(result.Changed > 0, null);
        return result;
    }

    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken)
    {
        var result = await WriteAsync(() => store.SweepAsync(cancellationToken));
        Note(result.Changed > 0, null);
        return result;
    }

    public Task<ServiceInstance?> FindAsync(InstanceId id, CancellationToken cancellationToken) =>
        ReadAsync(
            $"i {generations.Of(id)} {id.Value}",
            token => store.FindAsync(id, token),
            (found, now) => found is null ? null : NextExpiry([found], now),
            cancellationToken);

    public Task<Page<ServiceName>> ListServicesAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        filter.HealthyOnly
            ? store.ListServicesAsync(filter, page, cancellationToken)
            : ReadAsync(
                $"n {generations.OfAll()} {KeyOf(filter, page)}",
                token => store.ListServicesAsync(filter, page, token),
                (_, _) => null,
                cancellationToken);

    public Task<Page<ServiceInstance>> ListInstancesAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            $"s {generations.Of(service)} {service.Value} {KeyOf(filter, page)}",
            token => store.ListInstancesAsync(service, filter, page, token),
            (found, now) => NextExpiry(found.Items, now),
            cancellationToken);

    public Task<Page<InstanceStatus>> ListStatusAsync(StatusFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        store.ListStatusAsync(filter, page, cancellationToken);

    public Task<Absence?> LastAbsenceAsync(CancellationToken cancellationToken) => store.LastAbsenceAsync(cancellationToken);

    public Task<IReadOnlyList<InstanceId>> ListProbeShardsAsync(int size, CancellationToken cancellationToken) =>
        store.ListProbeShardsAsync(size, cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ReadProbedAsync(
        InstanceId from, InstanceId? until, int limit, CancellationToken cancellationToken) =>
        store.ReadProbedAsync(from, until, limit, cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ListImportedAsync(string source, CancellationToken cancellationToken) =>
        store.ListImportedAsync(source, cancellationToken);

    public Task<InstanceTracking?> TrackAsync(InstanceId id, CancellationToken cancellationToken) => store.TrackAsync(id, cancellationToken);

    public Task<Page<InstanceTracking>> TrackServiceAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        store.TrackServiceAsync(service, filter, page, cancellationToken);

    public Task<ServiceMetadata> DescribeMetadataAsync(ServiceName service, InstanceFilter filter, CancellationToken cancellationToken) =>
        store.DescribeMetadataAsync(service, filter, cancellationToken);

    public Task<RegistrySnapshot> SnapshotAsync(CancellationToken cancellationToken) => store.SnapshotAsync(cancellationToken);

    private static DateTimeOffset? NextExpiry(IReadOnlyList<ServiceInstance> instances, DateTimeOffset now) =>
        instances.Where(instance => instance.ExpiresAt > now).Min(instance => (DateTimeOffset?)instance.ExpiresAt);

    // Lengths keep two filters apart whose tags hold the separator.
    private static string KeyOf(InstanceFilter filter, PageRequest page) => string.Create(
        CultureInfo.InvariantCulture,
        $"{page.Limit} {page.After} {filter.HealthyOnly} {filter.Zone?.Length} {filter.Zone} {string.Concat(filter.Tags.Select(tag => $"{tag.Length} {tag}"))}");

    private Task<T> ReadAsync<T>(
        string key, Func<CancellationToken, Task<T>> read, Func<T, DateTimeOffset, DateTimeOffset?> changesAt, CancellationToken cancellationToken)
    {
        hints.Listen();
        return reads.GetAsync(key, read, changesAt, cancellationToken).AsTask();
    }

    private async Task<WriteResult> ChangeAsync(Func<Task<WriteResult>> write)
    {
        var result = await WriteAsync(write);
        Note(result.Changed, result.Succeeded ? result.Instance : null);
        return result;
    }

    // A write that failed may have been committed all the same.
    private async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch
        {
            Note(changed: true, null);
            throw;
        }
    }

    private void Note(bool changed, ServiceInstance? renewed)
    {
        if (changed)
        {
            generations.Changed();
            hints.Give();
        }
        else if (renewed is not null)
        {
            generations.Renewed(renewed);
        }
    }
}
