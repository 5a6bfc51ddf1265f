namespace ToskaMesh.Shared.Registry;

/// <summary>
/// The status on the wire, with the original system's names and numbers. In Consul's words: Healthy is passing,
/// Degraded is warning, Unhealthy is critical; Unknown is an instance that was never checked, which is routable.
/// </summary>
public enum HealthStatus
{
    Unknown = 0,
    Healthy = 1,
    Unhealthy = 2,
    Degraded = 3,
}
