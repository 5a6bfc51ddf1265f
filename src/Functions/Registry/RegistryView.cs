using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>The moment of a read: what has expired depends on the time and on the grace.</summary>
internal sealed record RegistryView(MeshStateRow State, DateTimeOffset Now, LeaseGrace Grace)
{
    /// <summary>For queries: a lease that ran out later is spared (<see cref="Absence.Spares"/>) if it is longer than <see cref="AwakeFor"/>.</summary>
    public DateTimeOffset SparedAfter => Grace.IsForAll ? DateTimeOffset.MinValue : Grace.Absence?.From ?? DateTimeOffset.MaxValue;

    /// <summary>Since the last absence.</summary>
    public TimeSpan AwakeFor => Grace.IsForAll ? TimeSpan.MinValue : Now - Grace.Absence?.Until ?? TimeSpan.MaxValue;

    public static async Task<RegistryView> OpenAsync(
        MeshDbContext context, TimeProvider time, MeshOptions options, CancellationToken cancellationToken) =>
        Of(await context.State.AsNoTracking().SingleAsync(cancellationToken), time, options);

    public static RegistryView Of(MeshStateRow state, TimeProvider time, MeshOptions options)
    {
        var now = time.GetUtcNow();
        return new RegistryView(state, now, StoredGrace.Of(state).At(now, options));
    }

    public ServiceInstance See(ServiceInstance instance)
    {
        var status = HealthTransitions.Effective(instance, Now, Grace);
        return status == instance.Status ? instance : instance with { Status = status };
    }

    public InstanceStatus See(ServiceInstance instance, RegisteredService service)
    {
        var seen = See(instance);
        return new InstanceStatus(seen, ProtectionRules.IsActive(service, Now), ProtectionRules.IsRouted(seen, service, Now))
        {
            IsSpared = HealthTransitions.IsSpared(instance, Now, Grace),
        };
    }

    public InstanceTracking Track(InstanceRow row)
    {
        var instance = See(row.ToInstance());
        return new InstanceTracking
        {
            ServiceId = instance.ServiceId,
            ServiceName = instance.ServiceName,
            RegisteredAt = instance.RegisteredAt,
            LastUpdated = instance.LastUpdated,
            Status = instance.Status,
            LastHealthCheck = instance.LastHealthCheck,
            Metadata = instance.Metadata,
        };
    }
}
