using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Registry;

/// <summary>A registered instance as it is stored. What a reader sees of its status also depends on the time: <see cref="HealthTransitions"/>.</summary>
public sealed record ServiceInstance
{
    public required ServiceName ServiceName { get; init; }

    public required InstanceId ServiceId { get; init; }

    public required ServiceAddress Address { get; init; }

    public required int Port { get; init; }

    public InstanceScheme Scheme { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public int Weight { get; init; } = 1;

    public string? Zone { get; init; }

    public string? Version { get; init; }

    /// <summary>Who says that it is there, such as <c>consul:dc1</c>; null for whoever registered by the API. An imported instance has no lease.</summary>
    public string? Source { get; init; }

    public required TimeSpan Lease { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public HealthCheck? HealthCheck { get; init; }

    /// <summary>As committed. A lease that ran out since is not in it yet.</summary>
    public HealthStatus Status { get; init; }

    /// <summary>What the instance last said of itself; a heartbeat does not take it back.</summary>
    public HealthStatus? ReportedStatus { get; init; }

    public string? ReportedOutput { get; init; }

    /// <summary>What probes found; null before the first.</summary>
    public ProbeState? Probe { get; init; }

    /// <summary>Why the instance was taken out of traffic on purpose, which may be empty; null when it was not.</summary>
    public string? Maintenance { get; init; }

    /// <summary>Why the status is what it is.</summary>
    public string? Output { get; init; }

    /// <summary>When the status last became Unhealthy; null while it is another one, and in maintenance, which is no failure.</summary>
    public DateTimeOffset? CriticalSince { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When its process was last seen to start (<see cref="Health.ProcessStarts"/>): another value with each start, and never a lower one than the last sign of life before it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The last change other than a renewed lease.</summary>
    public required DateTimeOffset LastUpdated { get; init; }

    /// <summary>The last heartbeat, report, or word of which version it runs that a rollout waited for.</summary>
    public DateTimeOffset? LastHealthCheck { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Unique and raised by every change other than a renewed lease; not in commit order.</summary>
    public long Revision { get; init; }

    public bool IsCritical => Status is HealthStatus.Unhealthy;
}
