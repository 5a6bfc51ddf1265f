using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Reacts to events. They come at least once: the event's id tells a second delivery from a second event.</summary>
internal interface IMeshEventHandler
{
    Task HandleAsync(MeshEvent @event, CancellationToken cancellationToken);
}
