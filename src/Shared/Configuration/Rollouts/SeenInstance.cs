using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>An instance that is there.</summary>
/// <param name="Status">As time and health have it, whatever protection does; Unknown while it is awaited.</param>
/// <param name="StartedAt">When its process was last seen to start.</param>
/// <param name="IsCandidate">Whether the version may be given to it.</param>
public sealed record SeenInstance(InstanceId Id, ServiceName Service, HealthStatus Status, DateTimeOffset StartedAt, bool IsCandidate)
{
    /// <summary>Whether it is not heard of any more: its lease ran out.</summary>
    public bool HasExpired { get; init; }

    /// <summary>Whether its lease ran out and it may be alive all the same, because nobody could renew. It is no failure yet, and tells nothing.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether what is known of it is from before the last absence: it was not heard of since, and tells nothing.</summary>
    public bool IsUnheard { get; init; }

    /// <summary>Whether it was heard of since the last absence, and not yet probed for as long as would find what is ill.</summary>
    public bool IsUnprobed { get; init; }

    /// <summary>Whether somebody took it out on purpose: it tells nothing.</summary>
    public bool IsInMaintenance { get; init; }

    /// <param name="isSpared">See <see cref="InstanceStatus.IsSpared"/>.</param>
    /// <param name="absence">The last one, read after the instance was; null where there was none.</param>
    public static SeenInstance Of(ServiceInstance instance, bool isSpared, Absence? absence, DateTimeOffset now)
    {
        var ranOut = instance.Source is null && now >= instance.ExpiresAt;

        // An absence that is too short to be told from a late tick is over by then, and whoever lives was heard of.
        var isAwaited = ranOut && (isSpared || now < instance.ExpiresAt + Absence.DefaultGap);
        var wasIll = instance.CriticalSince < instance.ExpiresAt;

        // One that is ill already would tell nothing of the version, and all but that. Nor does one that somebody took out on purpose.
        return new SeenInstance(
            instance.ServiceId,
            instance.ServiceName,
            instance.Maintenance is not null || (isAwaited && !wasIll) ? HealthStatus.Unknown : instance.Status,
            instance.StartedAt,
            instance.Status is not HealthStatus.Unhealthy)
        {
            HasExpired = ranOut && !isAwaited && instance.Status is HealthStatus.Unhealthy,
            IsAwaited = isAwaited,
            IsUnheard = absence is { } away && IsOlder(instance, away),
            IsUnprobed = absence is { } last && IsToBeProbed(instance, last, now),
            IsInMaintenance = instance.Maintenance is not null,
        };
    }

    // A source keeps what it lists, without a lease or probes: nothing says when it was last sure of it.
    private static bool IsOlder(ServiceInstance instance, Absence away) => instance.Source is null
        && instance.ExpiresAt - instance.Lease < away.Until && !(instance.LastHealthCheck >= away.Until) && !(instance.Probe?.LastProbe >= away.Until);

    // Heartbeats say nothing of what probes find. That all is well is noted once a minute only, so that time is enough, too.
    private static bool IsToBeProbed(ServiceInstance instance, Absence away, DateTimeOffset now) =>
        instance is { Source: null, HealthCheck: { IsProbed: true } check, Probe: { } probe }
        && now < away.Until + (check.UnhealthyThreshold * check.Interval) + check.Timeout
        && !(probe.LastProbe >= away.Until && probe.Failures == 0);
}
