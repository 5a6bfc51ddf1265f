using System.Text;
using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

/// <summary>
/// The embedded profile's bus: hands events to the handlers of this process before it returns. As behind a broker, a
/// handler that fails again and again gets its event as a dead letter, and neither the others nor the outbox wait for it.
/// </summary>
internal sealed partial class InProcessEventBus(
    IEnumerable<IMeshEventHandler> handlers, IDeadLetters deadLetters, ILogger<InProcessEventBus> logger) : IEventBus
{
    /// <summary>As often as the RabbitMQ extension delivers a message.</summary>
    public const int Deliveries = 5;

    private readonly (IMeshEventHandler Handler, EventConsumer Consumer)[] _handlers =
        [.. handlers.Select(handler => (handler, EventConsumers.Of(handler.Consumer)))];

    public Task<PublishReport> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken) =>
        OrderedPublish.RunAsync(entries, HandOverAsync, cancellationToken);

    private async Task HandOverAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        Log.Published(logger, entry.Event.Type, entry.Event.Subject, entry.Event.Revision, entry.Event.Id);
        try
        {
            foreach (var (handler, _) in _handlers.Where(candidate => candidate.Consumer.Takes(entry)))
            {
                await DeliverAsync(handler, entry.Event, cancellationToken);
            }
        }
        catch (Exception error) when (error is StoreUnavailableException or TargetUnavailableException)
        {
            throw new EventBusUnavailableException("A consumer cannot take events now.", error);
        }
    }

    private async Task DeliverAsync(IMeshEventHandler handler, MeshEvent @event, CancellationToken cancellationToken)
    {
        for (var delivery = 1; ; delivery++)
        {
            try
            {
                await handler.HandleAsync(@event, cancellationToken);
                return;
            }
            catch (Exception error) when (IsItsFault(error, cancellationToken) && delivery < Deliveries)
            {
                Log.Failed(logger, handler.Consumer, @event.Id, delivery, error);
            }
            catch (Exception error) when (IsItsFault(error, cancellationToken))
            {
                Log.Died(logger, handler.Consumer, @event.Id, error);
                MessagingMeter.DeadLettered.Add(1);
                var message = Encoding.UTF8.GetString(CloudEventJson.Serialize(@event));
                await deadLetters.AddAsync(handler.Consumer, message, error.Message, cancellationToken);
                return;
            }
        }
    }

    private static bool IsItsFault(Exception error, CancellationToken cancellationToken) =>
        error is not (StoreUnavailableException or TargetUnavailableException) && !cancellationToken.IsCancellationRequested;
}
