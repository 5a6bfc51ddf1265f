namespace ToskaMesh.Shared.Registry;

/// <summary>How an instance's health is learned.</summary>
public sealed record HealthCheck
{
    public required HealthCheckType Type { get; init; }

    /// <summary>An absolute path with an optional query; null for <see cref="HealthCheckType.Ttl"/>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>1 s to 1 h.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>100 ms or more, and shorter than <see cref="Interval"/>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Successes in a row before an unhealthy instance is healthy again; 1 to 100.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>Failures in a row before an instance is unhealthy; 1 to 100.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>How long an instance may be unhealthy before it is deregistered; 1 min (as Consul's least) to 7 days.</summary>
    public TimeSpan DeregisterCriticalAfter { get; init; } = DefaultDeregisterCriticalAfter;

    public static TimeSpan DefaultDeregisterCriticalAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether somebody else probes the instance; otherwise its own heartbeat is its check.</summary>
    public bool IsProbed => Type is not HealthCheckType.Ttl;
}
