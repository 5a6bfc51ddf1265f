using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>What happened to an instance of a service, as its history tells it.</summary>
public sealed record ServiceEvent
{
    /// <summary>A history is for many events: what a report says beyond this is in the event itself.</summary>
    public const int MaxOutput = 512;

    public required Guid EventId { get; init; }

    public required ServiceName ServiceName { get; init; }

    public required InstanceId ServiceId { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required long Revision { get; init; }

    /// <summary>The instance's status after it; null where the event does not tell.</summary>
    public HealthStatus? Status { get; init; }

    public HealthStatus? PreviousStatus { get; init; }

    /// <summary>Why its status changed, in at most <see cref="MaxOutput"/> characters.</summary>
    public string? Output { get; init; }

    /// <summary>Why the instance left.</summary>
    public DeregistrationReason? Reason { get; init; }

    /// <exception cref="InvalidDataException">It is no event of an instance.</exception>
    public static ServiceEvent From(MeshEvent @event)
    {
        var data = RegistryEvents.ReadData(@event);
        return ServiceName.TryParse(data?.ServiceName, out var service) && InstanceId.TryParse(@event.Subject, out var instance)
            ? new ServiceEvent
            {
                EventId = @event.Id,
                ServiceName = service,
                ServiceId = instance,
                Type = @event.Type,
                Time = @event.Time,
                Revision = @event.Revision,
                Status = data!.CurrentStatus ?? data.Status,
                PreviousStatus = data.PreviousStatus,
                Output = data.Output is { Length: > MaxOutput } output ? output[..MaxOutput] : data.Output,
                Reason = data.Reason,
            }
            : throw new InvalidDataException($"The event {@event.Id} ({@event.Type}) names no service and instance.");
    }
}
