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

    /// <summary>Whether somebody took it out on purpose: it tells nothing.</summary>
    public bool IsInMaintenance { get; init; }

    /// <param name="isSpared">See <see cref="InstanceStatus.IsSpared"/>.</param>
    public static SeenInstance Of(ServiceInstance instance, bool isSpared, DateTimeOffset now)
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
            IsInMaintenance = instance.Maintenance is not null,
        };
    }
}
