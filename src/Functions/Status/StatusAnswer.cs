using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Status;

/// <summary>How an instance is, and why.</summary>
public sealed record StatusAnswer
{
    public required string ServiceId { get; init; }

    public required string ServiceName { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary>The worst of its lease, its own word and its probes; protection does not hide it.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>When the mesh last probed it: to the minute while nothing changes.</summary>
    public DateTimeOffset? LastProbe { get; init; }

    /// <summary>How it is checked; absent where its lease alone says that it is there.</summary>
    public HealthCheckType? LastProbeType { get; init; }

    /// <summary>What its probes found.</summary>
    public HealthStatus? ProbeStatus { get; init; }

    /// <summary>What it last said of itself.</summary>
    public HealthStatus? ReportedStatus { get; init; }

    /// <summary>Why the status is what it is.</summary>
    public string? Message { get; init; }

    public DateTimeOffset? CriticalSince { get; init; }

    /// <summary>Why it was taken out on purpose; absent when it was not.</summary>
    public string? Maintenance { get; init; }

    /// <summary>Most of its service failed at once, which is doubted for some minutes.</summary>
    public required bool Protected { get; init; }

    /// <summary>Whether gateways may send traffic to it.</summary>
    public required bool Routed { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    internal static StatusAnswer From(InstanceStatus status)
    {
        var instance = status.Instance;
        return new StatusAnswer
        {
            ServiceId = instance.ServiceId.Value,
            ServiceName = instance.ServiceName.Value,
            Address = instance.Address.Value,
            Port = instance.Port,
            Status = instance.Status,
            LastProbe = instance.Probe?.LastProbe,
            LastProbeType = instance.HealthCheck?.Type,
            ProbeStatus = instance.Probe?.Status,
            ReportedStatus = instance.ReportedStatus,
            Message = instance.Output,
            CriticalSince = instance.CriticalSince,
            Maintenance = instance.Maintenance,
            Protected = status.IsProtected,
            Routed = status.IsRouted,
            Metadata = instance.Metadata,
        };
    }

    /// <summary>Without what each probe moves: readers that wait for news need not hear of those.</summary>
    internal StatusAnswer WithoutTimes() => this with { LastProbe = null };
}
