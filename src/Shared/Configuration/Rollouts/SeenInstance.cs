using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>An instance that is there.</summary>
/// <param name="Status">As time and health have it, whatever protection does.</param>
/// <param name="StartedAt">When its process was last seen to start.</param>
/// <param name="IsCandidate">Whether the version may be given to it.</param>
public sealed record SeenInstance(InstanceId Id, ServiceName Service, HealthStatus Status, DateTimeOffset StartedAt, bool IsCandidate)
{
    /// <summary>Whether it is not heard of any more: its lease ran out.</summary>
    public bool HasExpired { get; init; }
}
