using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Writes what happens to instances into the history of their service.</summary>
internal sealed class RecordServiceEvents(IServiceHistory history) : IMeshEventHandler
{
    public string Consumer => EventConsumers.ServiceHistory;

    public Task HandleAsync(MeshEvent @event, CancellationToken cancellationToken) => history.RecordAsync(@event, cancellationToken);
}
