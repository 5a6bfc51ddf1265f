using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>A health check as callers read it; a ttl check has only its first and last field.</summary>
public sealed record HealthCheckAnswer
{
    public required HealthCheckType Type { get; init; }

    public string? Endpoint { get; init; }

    public TimeSpan? Interval { get; init; }

    public TimeSpan? Timeout { get; init; }

    public int? HealthyThreshold { get; init; }

    public int? UnhealthyThreshold { get; init; }

    public required TimeSpan DeregisterCriticalAfter { get; init; }

    internal static HealthCheckAnswer From(HealthCheck check) => check.IsProbed
        ? new()
        {
            Type = check.Type,
            Endpoint = check.Endpoint,
            Interval = check.Interval,
            Timeout = check.Timeout,
            HealthyThreshold = check.HealthyThreshold,
            UnhealthyThreshold = check.UnhealthyThreshold,
            DeregisterCriticalAfter = check.DeregisterCriticalAfter,
        }
        : new() { Type = check.Type, DeregisterCriticalAfter = check.DeregisterCriticalAfter };
}
