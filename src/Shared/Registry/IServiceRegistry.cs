using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Registry;

/// <summary>
/// The registry of services and instances. Every write is durable, and its event is in the outbox, when the task
/// completes; a write that fails leaves nothing. Adapters decide nothing: they load, apply the rules of this folder
/// and store. An adapter that cannot reach its store throws <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IServiceRegistry
{
    Task<RegistrationResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellationToken);

    Task<WriteResult> HeartbeatAsync(InstanceId id, Caller caller, CancellationToken cancellationToken);

    /// <summary>The result's instance is as it left; it was last updated when it did.</summary>
    Task<WriteResult> DeregisterAsync(InstanceId id, Caller caller, CancellationToken cancellationToken);

    Task<WriteResult> ReportHealthAsync(InstanceId id, HealthReport report, Caller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Notes what a probe found. Nothing is changed (<see cref="WriteResult.Changed"/> is false) unless what was
    /// probed is still what the instance says of itself, check and address; who probes is the mesh itself, so there is no caller.
    /// </summary>
    Task<WriteResult> RecordProbeAsync(InstanceId id, ProbeTarget target, ProbeResult result, CancellationToken cancellationToken);

    /// <summary>Takes the instance out of traffic, or back in: <see cref="HealthTransitions.Maintain"/>.</summary>
    /// <param name="reason">Null ends it.</param>
    Task<WriteResult> MaintainAsync(InstanceId id, string? reason, Caller caller, CancellationToken cancellationToken);

    /// <summary>Replaces the instance's metadata; the same registration again does not bring the old back.</summary>
    Task<WriteResult> ReplaceMetadataAsync(
        InstanceId id, IReadOnlyDictionary<string, string> metadata, Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes the registry say what a source says, in one transaction: <see cref="ImportRules"/>. At most <see cref="ImportBatch.Limit"/> changes at once.</summary>
    Task<ImportResult> ImportAsync(ImportBatch batch, CancellationToken cancellationToken);

    /// <summary>All instances of this source, in order of id; as many as were imported.</summary>
    Task<IReadOnlyList<ServiceInstance>> ListImportedAsync(string source, CancellationToken cancellationToken);

    /// <summary>Null when there is no such instance now.</summary>
    Task<ServiceInstance?> FindAsync(InstanceId id, CancellationToken cancellationToken);

    /// <summary>Names of services with an instance that matches, in order.</summary>
    Task<Page<ServiceName>> ListServicesAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Instances that match, in order of id, with their effective status.</summary>
    Task<Page<ServiceInstance>> ListInstancesAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Instances of all services that match, in order of id.</summary>
    Task<Page<InstanceStatus>> ListStatusAsync(StatusFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The last time in which nobody could renew, as it stands at this moment; null where there was none yet.</summary>
    Task<Absence?> LastAbsenceAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The ids at which each <paramref name="size"/> instances that the mesh probes begin, in order; none when there is
    /// nothing to probe. What is between two of them is one shard: <see cref="ReadProbedAsync"/>.
    /// </summary>
    Task<IReadOnlyList<InstanceId>> ListProbeShardsAsync(int size, CancellationToken cancellationToken);

    /// <summary>The instances that the mesh probes, in order of id, as they are stored.</summary>
    /// <param name="from">The first id.</param>
    /// <param name="until">The first id that is not wanted any more; null for the end.</param>
    /// <param name="limit">At most so many.</param>
    Task<IReadOnlyList<ServiceInstance>> ReadProbedAsync(
        InstanceId from, InstanceId? until, int limit, CancellationToken cancellationToken);

    /// <summary>Also of an instance that left within <see cref="Tombstone.Retention"/>; null otherwise.</summary>
    Task<InstanceTracking?> TrackAsync(InstanceId id, CancellationToken cancellationToken);

    Task<Page<InstanceTracking>> TrackServiceAsync(ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Which metadata keys the service's matching instances carry (at most 256), and with which values (at most 100 each).</summary>
    Task<ServiceMetadata> DescribeMetadataAsync(ServiceName service, InstanceFilter filter, CancellationToken cancellationToken);

    /// <summary>Everything that a route table is compiled from, read at one moment.</summary>
    Task<RegistrySnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What time alone does, in one transaction: notes that the control plane is awake (and starts the grace after a
    /// sleep), commits expiries, starts and ends protection, deregisters what was critical for too long, and forgets
    /// old tombstones. Bounded: <see cref="SweepResult.More"/> asks for another call.
    /// </summary>
    Task<SweepResult> SweepAsync(CancellationToken cancellationToken);
}
