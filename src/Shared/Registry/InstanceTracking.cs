namespace ToskaMesh.Shared.Registry;

/// <summary>An instance's way through the registry, kept for a while after it left.</summary>
public sealed record InstanceTracking
{
    public required InstanceId ServiceId { get; init; }

    public required ServiceName ServiceName { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public DateTimeOffset? DeregisteredAt { get; init; }

    /// <summary>Why it left; null while it is there.</summary>
    public DeregistrationReason? Reason { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public required HealthStatus Status { get; init; }

    public DateTimeOffset? LastHealthCheck { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}
