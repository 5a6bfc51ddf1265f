using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary><see cref="ServiceInstance"/> as it is stored.</summary>
internal sealed class InstanceRow
{
    public required string Id { get; init; }

    public string Service { get; set; } = "";

    public string Address { get; set; } = "";

    public int Port { get; set; }

    public InstanceScheme Scheme { get; set; }

    public List<string> Tags { get; set; } = [];

    /// <summary>A JSON object.</summary>
    public string Metadata { get; set; } = "";

    public int Weight { get; set; }

    public string? Zone { get; set; }

    public string? Version { get; set; }

    public TimeSpan Lease { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>A JSON object.</summary>
    public string? HealthCheck { get; set; }

    public HealthStatus Status { get; set; }

    public HealthStatus? ReportedStatus { get; set; }

    public string? Output { get; set; }

    public DateTimeOffset? CriticalSince { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    public DateTimeOffset? LastHealthCheck { get; set; }

    public string Fingerprint { get; set; } = "";

    public long Revision { get; set; }
}
