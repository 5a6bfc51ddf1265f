using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// Decides what time does to a service. Pure: the sweep commits it, and the route table's compiler looks at it so
/// that a table between an expiry and its commit says the same.
/// </summary>
public static class SweepRules
{
    public static ServiceSweep Sweep(ServiceWithInstances before, DateTimeOffset now, LeaseGrace grace)
    {
        var instances = before.Instances;
        var expired = new List<InstanceTransition>();
        if (instances.Any(instance => Expires(instance, now, grace)))
        {
            instances = [.. instances.Select(instance => ByTime(instance, now, grace, expired))];
        }

        var since = ProtectionRules.Decide(before.Service, instances, now);
        var isChanged = since != before.Service.ProtectedSince;
        var service = isChanged ? before.Service with { ProtectedSince = since } : before.Service;
        if (grace.IsForAll || ProtectionRules.IsActive(service, now) || !instances.Any(instance => IsOverdue(instance, now)))
        {
            return new ServiceSweep(service, isChanged, instances, expired, []);
        }

        return new ServiceSweep(
            service,
            isChanged,
            [.. instances.Where(instance => !IsOverdue(instance, now))],
            expired,
            [.. instances.Where(instance => IsOverdue(instance, now)).Select(instance => new Removal(instance, DeregistrationReason.Critical))]);
    }

    private static bool Expires(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace) =>
        !instance.IsCritical && HealthTransitions.HasExpired(instance, now, grace);

    private static ServiceInstance ByTime(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace, List<InstanceTransition> expired)
    {
        if (!Expires(instance, now, grace))
        {
            return instance;
        }

        var after = HealthTransitions.Expire(instance, now);
        expired.Add(new InstanceTransition(instance, after));
        return after;
    }

    // An imported instance leaves when its source says so. Maintenance is no failure, but who died in it has to leave, too.
    private static bool IsOverdue(ServiceInstance instance, DateTimeOffset now) =>
        instance.Source is null
        && now - (instance.Maintenance is null ? instance.CriticalSince : instance.ExpiresAt) > (instance.HealthCheck?.DeregisterCriticalAfter ?? HealthCheck.DefaultDeregisterCriticalAfter);
}
