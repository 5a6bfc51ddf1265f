using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>An instance's way through the registry, as callers read it.</summary>
public sealed record TrackingAnswer
{
    public required string ServiceId { get; init; }

    public required string ServiceName { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public DateTimeOffset? DeregisteredAt { get; init; }

    /// <summary>Why it left.</summary>
    public DeregistrationReason? Reason { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public required HealthStatus Status { get; init; }

    public DateTimeOffset? LastHealthCheck { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    internal static TrackingAnswer From(InstanceTracking tracking) => new()
    {
        ServiceId = tracking.ServiceId.Value,
        ServiceName = tracking.ServiceName.Value,
        RegisteredAt = tracking.RegisteredAt,
        DeregisteredAt = tracking.DeregisteredAt,
        Reason = tracking.Reason,
        LastUpdated = tracking.LastUpdated,
        Status = tracking.Status,
        LastHealthCheck = tracking.LastHealthCheck,
        Metadata = tracking.Metadata,
    };

    internal TrackingAnswer WithoutLeaseTimes() => this with { LastHealthCheck = null };
}
