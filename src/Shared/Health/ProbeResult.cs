using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>What one probe found.</summary>
/// <param name="Status">Healthy, Degraded or Unhealthy: passing, warning or critical in Consul's words.</param>
/// <param name="Output">Why, for people; at most <see cref="MaxOutput"/> characters.</param>
/// <param name="Duration">From the first byte sent to the verdict.</param>
public sealed record ProbeResult(HealthStatus Status, string Output, TimeSpan Duration)
{
    public const int MaxOutput = 512;

    public bool Passed => Status is HealthStatus.Healthy;
}
