using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// Doubts mass failures: when most of a service falls silent at once, the fault is more likely in what watches it.
/// Its status turns critical all the same, but gateways keep sending traffic for a while. Unlike Eureka's
/// self-preservation it is per service, and it ends by itself.
/// </summary>
public static class ProtectionRules
{
    public const int LeastInstances = 3;

    /// <summary>Failures this close together are one event.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a mass failure is doubted at most.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether critical instances of the service stay routed now.</summary>
    public static bool IsActive(RegisteredService service, DateTimeOffset now) =>
        service.ProtectedSince is { } since && now < since + Longest;

    /// <param name="instances">All of the service's, with expiries in their status.</param>
    /// <returns>The service's new <see cref="RegisteredService.ProtectedSince"/>.</returns>
    public static DateTimeOffset? Decide(RegisteredService service, IReadOnlyList<ServiceInstance> instances, DateTimeOffset now)
    {
        if (service.ProtectedSince is { } since)
        {
            var (critical, all) = Count(instances, since);
            return 2 * critical > all ? since : null;
        }

        var (failed, affected) = Count(instances, now);
        return affected >= LeastInstances && 2 * failed > affected ? now : null;
    }

    /// <summary>Whether gateways may send traffic to the instance.</summary>
    /// <param name="instance">With its expiry in its status.</param>
    public static bool IsRouted(ServiceInstance instance, RegisteredService service, DateTimeOffset now) =>
        !instance.IsCritical
        || IsActive(service, now) && instance.Maintenance is null && !FailedBefore(instance, service.ProtectedSince!.Value);

    // What had failed before the event is no part of it: instances that died long ago must not outvote those that live.
    // Nor is what was taken out on purpose.
    private static (int Critical, int All) Count(IReadOnlyList<ServiceInstance> instances, DateTimeOffset start)
    {
        var (critical, all) = (0, 0);
        foreach (var instance in instances.Where(instance => instance.Maintenance is null))
        {
            critical += instance.IsCritical && !FailedBefore(instance, start) ? 1 : 0;
            all += FailedBefore(instance, start) ? 0 : 1;
        }

        return (critical, all);
    }

    private static bool FailedBefore(ServiceInstance instance, DateTimeOffset start) =>
        instance.CriticalSince is { } since && since < start - Window;
}
