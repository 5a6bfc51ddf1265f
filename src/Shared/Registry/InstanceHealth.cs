namespace ToskaMesh.Shared.Registry;

/// <summary>The rules that turn signs of life into a status. Pure: probing adds its results here later.</summary>
public static class InstanceHealth
{
    /// <summary>
    /// The status a reader sees: expiry is decided by time, so that a late timer never shows a dead instance as
    /// healthy, except during the grace after the control plane slept, when nobody could renew.
    /// </summary>
    public static HealthStatus Effective(ServiceInstance instance, DateTimeOffset now, bool inGrace) =>
        HasExpired(instance, now, inGrace) ? HealthStatus.Unhealthy : instance.Status;

    public static bool HasExpired(ServiceInstance instance, DateTimeOffset now, bool inGrace) =>
        !inGrace && now >= instance.ExpiresAt;

    /// <summary>The instance is alive: its lease starts anew and, if nobody else probes it, it is healthy unless it said otherwise.</summary>
    public static ServiceInstance Heartbeat(ServiceInstance instance, DateTimeOffset now) =>
        WithStatus(Renew(instance, now) with { LastHealthCheck = now }, Alive(instance), instance.Output, now);

    /// <summary>The instance says how it is. A sign of life too, whatever it says.</summary>
    public static ServiceInstance Report(ServiceInstance instance, HealthReport report, DateTimeOffset now) =>
        WithStatus(
            Renew(instance, now) with { LastHealthCheck = now, ReportedStatus = report.Status },
            report.Status,
            report.Output,
            now);

    /// <summary>The source of an imported instance says how it is. Its output counts when the status changes: many checks say something new each time.</summary>
    public static ServiceInstance Import(ServiceInstance instance, HealthReport report, DateTimeOffset now) =>
        instance.Status == report.Status ? instance : WithStatus(instance, report.Status, report.Output, now);

    /// <summary>The lease ran out without a sign of life.</summary>
    public static ServiceInstance Expire(ServiceInstance instance, DateTimeOffset now) =>
        WithStatus(instance, HealthStatus.Unhealthy, "The lease ran out without a heartbeat.", now);

    /// <summary>The same registration again: the lease starts anew, and only an expired instance comes back as it began.</summary>
    public static ServiceInstance RegisterAgain(ServiceInstance instance, DateTimeOffset now) =>
        instance.IsCritical && instance.ReportedStatus is not HealthStatus.Unhealthy
            ? WithStatus(Renew(instance, now), instance.ReportedStatus ?? HealthStatus.Unknown, null, now)
            : Renew(instance, now);

    /// <summary>Whether a reader sees another health; a renewed lease alone is no difference.</summary>
    public static bool Differs(ServiceInstance before, ServiceInstance after) =>
        before.Status != after.Status || before.Output != after.Output;

    private static ServiceInstance Renew(ServiceInstance instance, DateTimeOffset now) =>
        instance with { ExpiresAt = now + instance.Lease };

    private static HealthStatus Alive(ServiceInstance instance) =>
        instance.ReportedStatus
            ?? (instance.HealthCheck is { IsProbed: true } ? HealthStatus.Unknown : HealthStatus.Healthy);

    private static ServiceInstance WithStatus(ServiceInstance instance, HealthStatus status, string? output, DateTimeOffset now) =>
        instance.Status == status && instance.Output == output
            ? instance
            : instance with
            {
                Status = status,
                Output = output,
                LastUpdated = now,
                CriticalSince = status is HealthStatus.Unhealthy ? instance.CriticalSince ?? now : null,
            };
}
