using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Registry;

/// <summary>The registry without a database: atomic, and held to the same contract as the real one.</summary>
public sealed partial class InMemoryServiceRegistry : IServiceRegistry
{
    /// <summary>How many services one sweep may change.</summary>
    public const int SweepLimit = 100;

    private readonly InMemoryMeshStore _store;

    internal InMemoryServiceRegistry(InMemoryMeshStore store) => _store = store;

    public Task<RegistrationResult> RegisterAsync(Registration registration, Caller caller, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => Register(registration, caller), cancellationToken);

    public Task<WriteResult> HeartbeatAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, caller, HealthTransitions.Heartbeat, cancellationToken);

    public Task<WriteResult> ReportHealthAsync(InstanceId id, HealthReport report, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, caller, (instance, now) => HealthTransitions.Report(instance, report, now), cancellationToken);

    public Task<WriteResult> RecordProbeAsync(InstanceId id, ProbeTarget target, ProbeResult result, CancellationToken cancellationToken) =>
        WriteAsync(id, (existing, now) => WriteRules.Probe(existing, target, result, now), cancellationToken);

    public Task<WriteResult> MaintainAsync(InstanceId id, string? reason, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, caller, (instance, now) => HealthTransitions.Maintain(instance, reason, now), cancellationToken);

    public Task<WriteResult> ReplaceMetadataAsync(
        InstanceId id, IReadOnlyDictionary<string, string> metadata, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, caller, (instance, now) => WriteRules.ReplaceMetadata(instance, metadata, now), cancellationToken);

    public Task<WriteResult> DeregisterAsync(InstanceId id, Caller caller, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var result = WriteRules.Depart(_store.Instances.GetValueOrDefault(id.Value), caller, _store.Now);
                if (result.Succeeded)
                {
                    Remove(new Removal(result.Instance, DeregistrationReason.Requested));
                }

                return result;
            },
            cancellationToken);

    public Task<ImportResult> ImportAsync(ImportBatch batch, CancellationToken cancellationToken) =>
        _store.WithinAsync(() => Import(batch), cancellationToken);

    public Task<SweepResult> SweepAsync(CancellationToken cancellationToken) => _store.WithinAsync(Sweep, cancellationToken);

    private Task<WriteResult> WriteAsync(
        InstanceId id, Caller caller, Func<ServiceInstance, DateTimeOffset, ServiceInstance> change, CancellationToken cancellationToken) =>
        WriteAsync(id, (existing, now) => WriteRules.Decide(existing, caller, instance => change(instance, now)), cancellationToken);

    private Task<WriteResult> WriteAsync(
        InstanceId id, Func<ServiceInstance?, DateTimeOffset, WriteResult> decide, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () =>
            {
                var existing = _store.Instances.GetValueOrDefault(id.Value);
                var result = decide(existing, _store.Now);
                return result.Succeeded ? result with { Instance = Store(existing, result.Instance, result.Changed) } : result;
            },
            cancellationToken);

    private RegistrationResult Register(Registration registration, Caller caller)
    {
        var (existing, holder, service) = Find(registration);
        return Apply(RegistrationRules.Decide(registration, caller, existing, holder, service, _store.Now, _store.Grace), existing);
    }

    private ImportResult Import(ImportBatch batch)
    {
        var departed = batch.Departed
            .Select(id => ImportRules.Depart(_store.Instances.GetValueOrDefault(id.Value), batch.Source, _store.Now)).OfType<Removal>().ToList();
        departed.ForEach(Remove);
        var (changed, held) = (departed.Count, new List<InstanceId>());
        foreach (var imported in batch.Instances)
        {
            var (existing, holder, service) = Find(imported.Registration);
            var result = Apply(ImportRules.Decide(imported, batch.Source, existing, holder, service, _store.Now, _store.Grace), existing);
            changed += result.Changed ? 1 : 0;
            if (!result.Succeeded)
            {
                held.Add(imported.Registration.ServiceId);
            }
        }

        return new ImportResult(changed, held);
    }

    private (ServiceInstance? Existing, ServiceInstance? Holder, RegisteredService? Service) Find(Registration registration)
    {
        var existing = _store.Instances.GetValueOrDefault(registration.ServiceId.Value);
        var holder = _store.Instances.Values.FirstOrDefault(
            instance => instance.Address == registration.Address && instance.Port == registration.Port && instance != existing);
        return (existing, holder, _store.Services.GetValueOrDefault(registration.ServiceName.Value));
    }

    private RegistrationResult Apply(RegistrationDecision decision, ServiceInstance? existing)
    {
        foreach (var removal in decision.Removals)
        {
            Remove(removal);
        }

        if (decision.Instance is null)
        {
            return new RegistrationResult(decision.Outcome, null, decision.Holder, Changed: decision.Removals.Count > 0)
            {
                Loosened = decision.Loosened,
            };
        }

        if (decision.Service is { } changed)
        {
            _store.Services[changed.Name.Value] = changed;
        }

        var before = decision.Outcome is RegistrationOutcome.Created ? null : existing;
        return new RegistrationResult(decision.Outcome, Store(before, decision.Instance, decision.Changed), Changed: decision.Changed);
    }

    private ServiceInstance Store(ServiceInstance? before, ServiceInstance after, bool changed)
    {
        var id = after.ServiceId.Value;
        var stored = changed ? after with { Revision = _store.DrawRevision(id) } : after;
        _store.Instances[id] = stored;
        if (changed)
        {
            RegistryEvents.Between(before, stored, _store.Now).ToList().ForEach(@event => _store.Tell(@event));
        }

        return stored;
    }

    private void Remove(Removal removal)
    {
        var id = removal.Instance.ServiceId.Value;
        var last = removal.Instance with { Revision = _store.DrawRevision(id) };
        _store.Instances.Remove(id);
        _store.Departed[id] = new DepartedInstance(last, removal.Reason, _store.Now);
        _store.Tell(RegistryEvents.Deregistered(removal with { Instance = last }, _store.Now));
    }

    private SweepResult Sweep()
    {
        if (_store.IsSweepBroken)
        {
            throw new InvalidOperationException("A row cannot be read.");
        }

        var now = _store.Now;
        _store.NoteAwake();
        var sweeps = Grouped().Select(service => SweepRules.Sweep(service, now, _store.Grace)).Where(sweep => !sweep.IsEmpty).Take(SweepLimit + 1).ToList();
        var changes = sweeps.Take(SweepLimit).Sum(Commit);
        Forget(now);
        return new SweepResult(changes, _store.Grace.IsForAll, sweeps.Count > SweepLimit);
    }

    private int Commit(ServiceSweep sweep)
    {
        _store.Services[sweep.Service.Name.Value] = sweep.Service;
        foreach (var transition in sweep.Expired)
        {
            Store(transition.Before, transition.After, changed: true);
        }

        foreach (var removal in sweep.Removals)
        {
            Remove(removal);
        }

        return sweep.Expired.Count + sweep.Removals.Count + (sweep.ServiceChanged ? 1 : 0);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var id in _store.Departed.Where(pair => now - pair.Value.At >= Tombstone.Retention).Select(pair => pair.Key).ToList())
        {
            _store.Departed.Remove(id);
        }

        var remembered = _store.Instances.Values.Concat(_store.Departed.Values.Select(departed => departed.Instance))
            .Select(instance => instance.ServiceName.Value).ToHashSet();
        foreach (var name in _store.Services.Keys.Where(name => !remembered.Contains(name)).ToList())
        {
            _store.Services.Remove(name);
        }
    }
}
