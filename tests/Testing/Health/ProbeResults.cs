using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Health;

/// <summary>Results of probes by their status.</summary>
public static class ProbeResults
{
    public static ProbeResult Of(HealthStatus status, string? output = null)
    {
        var text = output ?? $"It is {status}.";
        return status switch
        {
            HealthStatus.Healthy => ProbeResult.Passing(text, TimeSpan.FromMilliseconds(3)),
            HealthStatus.Degraded => ProbeResult.Warning(text, TimeSpan.FromMilliseconds(3)),
            HealthStatus.Unhealthy => ProbeResult.Critical(text, TimeSpan.FromMilliseconds(3)),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A probe always finds something."),
        };
    }
}
