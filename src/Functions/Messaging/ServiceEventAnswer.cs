using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

/// <summary>What happened to an instance, as callers read it.</summary>
public sealed record ServiceEventAnswer
{
    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    public required string ServiceName { get; init; }

    public required string ServiceId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    /// <summary>After it; absent where the event does not tell.</summary>
    public HealthStatus? Status { get; init; }

    public HealthStatus? PreviousStatus { get; init; }

    /// <summary>Why the status changed.</summary>
    public string? Output { get; init; }

    /// <summary>Why the instance left.</summary>
    public DeregistrationReason? Reason { get; init; }

    internal static ServiceEventAnswer From(ServiceEvent @event) => new()
    {
        EventId = @event.EventId,
        Type = @event.Type,
        ServiceName = @event.ServiceName.Value,
        ServiceId = @event.ServiceId.Value,
        Time = @event.Time,
        Revision = @event.Revision,
        Status = @event.Status,
        PreviousStatus = @event.PreviousStatus,
        Output = @event.Output,
        Reason = @event.Reason,
    };
}
