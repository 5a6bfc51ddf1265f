using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// The rules that turn what is heard and seen of an instance into its status: the worst of its lease, what it says of
/// itself, and what probes find; above all of them maintenance. Pure, as <see cref="ProbeTransitions"/>, which judge the
/// probes alone.
/// </summary>
public static class HealthTransitions
{
    /// <summary>
    /// The status a reader sees: expiry is decided by time, so that a late timer never shows a dead instance as
    /// healthy, except where the control plane was away, so that nobody could renew.
    /// </summary>
    public static HealthStatus Effective(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace) =>
        HasExpired(instance, now, grace) ? HealthStatus.Unhealthy : instance.Status;

    public static bool HasExpired(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace) =>
        now >= instance.ExpiresAt && !grace.Spares(instance, now);

    /// <summary>Whether its lease ran out, and goes on because the control plane was away. Not if that was found before.</summary>
    public static bool IsSpared(ServiceInstance instance, DateTimeOffset now, LeaseGrace grace) =>
        now >= instance.ExpiresAt && grace.Spares(instance, now) && !(instance.CriticalSince >= instance.ExpiresAt);

    /// <summary>The instance is alive: its lease starts anew and, if nobody else probes it, it is healthy unless it said otherwise.</summary>
    public static ServiceInstance Heartbeat(ServiceInstance instance, DateTimeOffset now)
    {
        var alive = Renew(instance, now) with { LastHealthCheck = now };
        return Judge(alive, Quiet(alive), now);
    }

    /// <summary>The instance says how it is. A sign of life too, whatever it says.</summary>
    public static ServiceInstance Report(ServiceInstance instance, HealthReport report, DateTimeOffset now)
    {
        var told = Renew(instance, now) with { LastHealthCheck = now, ReportedStatus = report.Status, ReportedOutput = report.Output };
        return Judge(told, report.Status, now);
    }

    /// <summary>
    /// Somebody probed the instance. Not a sign of life: one whose lease ran out stays critical until it is heard of. What
    /// a probe says again and again in other words is no change.
    /// </summary>
    public static ServiceInstance Probe(ServiceInstance instance, ProbeResult result, DateTimeOffset now)
    {
        var before = instance.Probe ?? ProbeState.Unprobed;
        var after = ProbeTransitions.Next(before, result, instance.HealthCheck!, now);
        if (after == before)
        {
            return instance;
        }

        var probed = instance with { Probe = after };
        var isLost = instance.IsCritical && now >= instance.ExpiresAt;
        return after.Status == before.Status || isLost ? probed : Judge(probed, HealthStatus.Unknown, now);
    }

    /// <summary>Takes the instance out of traffic on purpose, or back in. It survives heartbeats, reports, probes and registrations.</summary>
    /// <param name="reason">Null ends it.</param>
    public static ServiceInstance Maintain(ServiceInstance instance, string? reason, DateTimeOffset now)
    {
        // A lease that ran out meanwhile is seen by time, as any.
        var after = instance with { Maintenance = reason };
        return Judge(after, Quiet(after), now);
    }

    /// <summary>The source of an imported instance says how it is. Its output counts when the status changes: many checks say something new each time.</summary>
    public static ServiceInstance Import(ServiceInstance instance, HealthReport report, DateTimeOffset now) =>
        instance.Status == report.Status ? instance : WithStatus(instance, report.Status, report.Output, now);

    /// <summary>The lease ran out without a sign of life.</summary>
    public static ServiceInstance Expire(ServiceInstance instance, DateTimeOffset now) =>
        WithStatus(instance, HealthStatus.Unhealthy, "The lease ran out without a heartbeat.", now);

    /// <summary>Registered again, and checked as before: the lease starts anew, and only an expired instance comes back as it began.</summary>
    public static ServiceInstance RegisterAgain(ServiceInstance instance, DateTimeOffset now) =>
        Judge(Renew(instance, now), instance.IsCritical ? HealthStatus.Unknown : instance.Status, now);

    /// <summary>Whether a reader sees another health; a renewed lease alone is no difference.</summary>
    public static bool Differs(ServiceInstance before, ServiceInstance after) =>
        before.Status != after.Status || before.Output != after.Output || before.Maintenance != after.Maintenance;

    private static ServiceInstance Renew(ServiceInstance instance, DateTimeOffset now) =>
        instance with { ExpiresAt = now + instance.Lease };

    // Of an instance that nobody says anything bad about.
    private static HealthStatus Quiet(ServiceInstance instance) =>
        instance.LastHealthCheck is not null && instance.HealthCheck is not { IsProbed: true } ? HealthStatus.Healthy : HealthStatus.Unknown;

    private static ServiceInstance Judge(ServiceInstance instance, HealthStatus quiet, DateTimeOffset now)
    {
        if (instance.Maintenance is { } reason)
        {
            return WithStatus(instance, HealthStatus.Unhealthy, reason.Length == 0 ? "In maintenance." : $"In maintenance: {reason}", now);
        }

        var (reported, probed) = (instance.ReportedStatus, instance.Probe?.Status ?? HealthStatus.Unknown);
        return Severity(probed) > Severity(reported ?? HealthStatus.Unknown)
            ? WithStatus(instance, probed, instance.Probe!.Output, now)
            : WithStatus(instance, reported ?? quiet, instance.ReportedOutput, now);
    }

    // Unknown is no opinion, and loses against any.
    private static int Severity(HealthStatus status) => status switch
    {
        HealthStatus.Unhealthy => 3,
        HealthStatus.Degraded => 2,
        HealthStatus.Healthy => 1,
        _ => 0,
    };

    // What is taken out on purpose has not failed: it is neither deregistered for it nor counted as a failure.
    private static ServiceInstance WithStatus(ServiceInstance instance, HealthStatus status, string? output, DateTimeOffset now)
    {
        var since = status is HealthStatus.Unhealthy && instance.Maintenance is null ? instance.CriticalSince ?? now : (DateTimeOffset?)null;
        return instance.Status == status && instance.Output == output && instance.CriticalSince == since
            ? instance
            : instance with { Status = status, Output = output, LastUpdated = now, CriticalSince = since };
    }
}
