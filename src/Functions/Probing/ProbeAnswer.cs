using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>What a probe that somebody asked for found, and what that makes of the instance.</summary>
public sealed record ProbeAnswer
{
    public required string ServiceId { get; init; }

    public required HealthCheckType Type { get; init; }

    /// <summary>What this probe found.</summary>
    public required HealthStatus Result { get; init; }

    public required string Output { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The instance's status now, which takes several results in a row to change.</summary>
    public required HealthStatus Status { get; init; }

    internal static ProbeAnswer From(ServiceInstance instance, ProbeResult result) => new()
    {
        ServiceId = instance.ServiceId.Value,
        Type = instance.HealthCheck!.Type,
        Result = result.Status,
        Output = result.Output,
        Duration = result.Duration,
        Status = instance.Status,
    };
}
