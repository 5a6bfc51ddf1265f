namespace ToskaMesh.Shared.Registry;

/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Output">At most 4 KiB of text for people.</param>
public sealed record HealthReport(HealthStatus Status, string? Output);
