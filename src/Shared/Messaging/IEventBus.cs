namespace ToskaMesh.Shared.Messaging;

/// <summary>Carries events to consumers, at least once.</summary>
public interface IEventBus
{
    /// <summary>Completes when the bus has taken responsibility for the event; throws otherwise.</summary>
    Task PublishAsync(MeshEvent @event, CancellationToken cancellationToken);
}
