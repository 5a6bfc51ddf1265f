namespace ToskaMesh.Shared.Messaging;

/// <summary>Carries events to consumers, at least once.</summary>
public interface IEventBus
{
    /// <summary>Completes when the bus has taken responsibility for the event; throws otherwise.</summary>
    /// <exception cref="EventBusUnavailableException">The bus cannot be reached, which says nothing about this event.</exception>
    Task PublishAsync(MeshEvent @event, CancellationToken cancellationToken);
}
