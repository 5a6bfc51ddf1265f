using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging;

/// <summary>The embedded profile's bus: hands events to the handlers of this process before it returns.</summary>
internal sealed partial class InProcessEventBus(IEnumerable<IMeshEventHandler> handlers, ILogger<InProcessEventBus> logger) : IEventBus
{
    public async Task PublishAsync(MeshEvent @event, CancellationToken cancellationToken)
    {
        Log.Published(logger, @event.Type, @event.Subject, @event.Revision, @event.Id);
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(@event, cancellationToken);
        }
    }
}
