using System.Globalization;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

/// <summary>One event in the history of a service.</summary>
internal sealed class ServiceEventRow
{
    /// <summary>Text that sorts as time does, and by revision and id within a moment.</summary>
    public required string Position { get; init; }

    public required Guid EventId { get; init; }

    public required string Service { get; init; }

    public required string InstanceId { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    public HealthStatus? Status { get; init; }

    public HealthStatus? PreviousStatus { get; init; }

    public string? Output { get; init; }

    public DeregistrationReason? Reason { get; init; }

    /// <summary>Where events of a time begin.</summary>
    public static string PositionAt(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static ServiceEventRow From(ServiceEvent @event) => new()
    {
        Position = string.Create(CultureInfo.InvariantCulture, $"{PositionAt(@event.Time)}-{@event.Revision:D19}-{@event.EventId:n}"),
        EventId = @event.EventId,
        Service = @event.ServiceName.Value,
        InstanceId = @event.ServiceId.Value,
        Type = @event.Type,
        Time = @event.Time,
        Revision = @event.Revision,
        Status = @event.Status,
        PreviousStatus = @event.PreviousStatus,
        Output = @event.Output,
        Reason = @event.Reason,
    };

    public ServiceEvent ToEvent() => new()
    {
        EventId = EventId,
        ServiceName = ServiceName.Parse(Service),
        ServiceId = Shared.Registry.InstanceId.Parse(InstanceId),
        Type = Type,
        Time = Time,
        Revision = Revision,
        Status = Status,
        PreviousStatus = PreviousStatus,
        Output = Output,
        Reason = Reason,
    };
}
