using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>An instance as callers read it.</summary>
public sealed record InstanceAnswer
{
    public required string ServiceName { get; init; }

    public required string ServiceId { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required InstanceScheme Scheme { get; init; }

    public required HealthStatus Status { get; init; }

    /// <summary>What the instance, or the mesh about it, last said.</summary>
    public string? Output { get; init; }

    /// <summary>Why the instance was taken out of traffic on purpose; absent when it was not.</summary>
    public string? Maintenance { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required int Weight { get; init; }

    public string? Zone { get; init; }

    public string? Version { get; init; }

    /// <summary>Where an imported instance comes from, such as <c>consul:dc1</c>; such an instance has no lease.</summary>
    public string? Source { get; init; }

    /// <summary>0 without a lease.</summary>
    public required int LeaseSeconds { get; init; }

    /// <summary>When the lease ends unless it is renewed; null without one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public HealthCheckAnswer? HealthCheck { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When its process was last seen to start: as it registered, registered as something else, or registered again after it had sent a heartbeat or a report.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public DateTimeOffset? LastHealthCheck { get; init; }

    internal static InstanceAnswer From(ServiceInstance instance) => new()
    {
        ServiceName = instance.ServiceName.Value,
        ServiceId = instance.ServiceId.Value,
        Address = instance.Address.Value,
        Port = instance.Port,
        Scheme = instance.Scheme,
        Status = instance.Status,
        Output = instance.Output,
        Maintenance = instance.Maintenance,
        Tags = instance.Tags,
        Metadata = instance.Metadata,
        Weight = instance.Weight,
        Zone = instance.Zone,
        Version = instance.Version,
        Source = instance.Source,
        LeaseSeconds = (int)instance.Lease.TotalSeconds,
        ExpiresAt = instance.Source is null ? instance.ExpiresAt : null,
        HealthCheck = instance.HealthCheck is { } check ? HealthCheckAnswer.From(check) : null,
        RegisteredAt = instance.RegisteredAt,
        StartedAt = instance.StartedAt,
        LastUpdated = instance.LastUpdated,
        LastHealthCheck = instance.LastHealthCheck,
    };

    /// <summary>Without what every heartbeat moves: readers that wait for news need not hear of those.</summary>
    internal InstanceAnswer WithoutLeaseTimes() => this with { ExpiresAt = null, LastHealthCheck = null };
}
