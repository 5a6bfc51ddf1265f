using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>The registry in the mesh store: loads what the rules ask for, and writes what they say.</summary>
internal sealed partial class EfServiceRegistry(
    IDbContextFactory<MeshDbContext> contexts,
    StoreWriter writer,
    RegistrySweep sweep,
    RegistryImport import,
    AwakeNote awake,
    TimeProvider time,
    IOptions<MeshOptions> options)
    : IServiceRegistry
{
    public Task<RegistrationResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.Of(registration), (transaction, ct) => RegisterAsync(transaction, registration, caller, ct), cancellationToken);

    public Task<WriteResult> HeartbeatAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, HealthTransitions.Heartbeat, cancellationToken);

    public Task<WriteResult> ReportHealthAsync(InstanceId id, HealthReport report, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, (instance, now) => HealthTransitions.Report(instance, report, now), cancellationToken);

    public Task<WriteResult> RecordProbeAsync(InstanceId id, ProbeTarget target, ProbeResult result, CancellationToken cancellationToken) =>
        ChangeAsync(id, (existing, now) => WriteRules.Probe(existing, target, result, now), cancellationToken);

    public Task<WriteResult> MaintainAsync(InstanceId id, string? reason, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, (instance, now) => HealthTransitions.Maintain(instance, reason, now), cancellationToken);

    public Task<WriteResult> ReplaceMetadataAsync(
        InstanceId id, IReadOnlyDictionary<string, string> metadata, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, (instance, now) => WriteRules.ReplaceMetadata(instance, metadata, now), cancellationToken);

    public Task<WriteResult> DeregisterAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            new StoreKeys(id, Leaves: true),
            async (transaction, ct) =>
            {
                var result = WriteRules.Depart(await transaction.Registry.FindAsync(id, ct), caller, transaction.Now);
                if (result.Succeeded)
                {
                    await transaction.RemoveAsync(new Removal(result.Instance, DeregistrationReason.Requested), ct);
                }

                return result;
            },
            cancellationToken);

    public Task<ImportResult> ImportAsync(ImportBatch batch, CancellationToken cancellationToken) => import.RunAsync(batch, cancellationToken);

    public Task<SweepResult> SweepAsync(CancellationToken cancellationToken) => sweep.RunAsync(cancellationToken);

    private async Task<RegistrationResult> RegisterAsync(
        StoreTransaction transaction, Registration registration, Caller caller, CancellationToken cancellationToken)
    {
        var rows = transaction.Registry;
        var existing = await rows.FindAsync(registration.ServiceId, cancellationToken);
        var found = await rows.FindHolderAsync(registration.Address, registration.Port, cancellationToken);
        var holder = found?.ServiceId == registration.ServiceId ? null : found;
        var service = await rows.FindServiceAsync(registration.ServiceName, cancellationToken);
        var grace = StoredGrace.Of(await transaction.StateAsync(cancellationToken)).At(transaction.Now, options.Value);
        var decision = RegistrationRules.Decide(registration, caller, existing, holder, service, transaction.Now, grace);
        return await transaction.ApplyAsync(decision, existing, cancellationToken);
    }

    private Task<WriteResult> ChangeAsync(
        InstanceId id, Caller caller, Func<ServiceInstance, DateTimeOffset, ServiceInstance> change, CancellationToken cancellationToken) =>
        ChangeAsync(id, (existing, now) => WriteRules.Decide(existing, caller, instance => change(instance, now)), cancellationToken);

    private Task<WriteResult> ChangeAsync(
        InstanceId id, Func<ServiceInstance?, DateTimeOffset, WriteResult> decide, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            new StoreKeys(id),
            async (transaction, ct) =>
            {
                var existing = await transaction.Registry.FindAsync(id, ct);
                var result = decide(existing, transaction.Now);
                return result.Succeeded
                    ? result with { Instance = await transaction.StoreAsync(existing, result.Instance, result.Changed, ct) }
                    : result;
            },
            cancellationToken);
}
