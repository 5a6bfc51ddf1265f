using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What is known of an instance that was given the new version.</summary>
public sealed record CanaryInstance(InstanceId Id)
{
    /// <summary>As the registry has it: a protection that keeps it routed does not count. Null when it is gone.</summary>
    public HealthStatus? Status { get; init; }

    /// <summary>Of a route, whether it was Unhealthy before the version got requests, and has been since: it tells nothing of the version.</summary>
    public bool WasIll { get; init; }

    /// <summary>Whether it registered anew, or as something else, since it was given the version: a crash that came back.</summary>
    public bool HasRestarted { get; init; }

    /// <summary>Whether its lease ran out: it is as good as gone, however many may be unhealthy.</summary>
    public bool HasExpired { get; init; }

    /// <inheritdoc cref="SeenInstance.IsAwaited"/>
    public bool IsAwaited { get; init; }

    /// <inheritdoc cref="SeenInstance.IsUnheard"/>
    public bool IsUnheard { get; init; }

    /// <inheritdoc cref="SeenInstance.IsUnprobed"/>
    public bool IsUnprobed { get; init; }

    /// <inheritdoc cref="SeenInstance.IsInMaintenance"/>
    public bool IsInMaintenance { get; init; }

    /// <summary>Since it was given the version.</summary>
    public RequestFigures Figures { get; init; } = RequestFigures.None;

    /// <summary>Of those, the ones of the last minutes.</summary>
    public RequestFigures Recent { get; init; } = RequestFigures.None;

    /// <summary>Whether it said that it runs the version (true) or cannot (false); null when it said nothing.</summary>
    public bool? Applied { get; init; }
}
