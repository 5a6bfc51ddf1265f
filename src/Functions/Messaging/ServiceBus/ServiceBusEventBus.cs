using System.Globalization;
using Azure.Messaging.ServiceBus;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.ServiceBus;

/// <summary>Events on a topic of Service Bus, each accepted by it. What subscriptions choose by stands in properties.</summary>
internal sealed class ServiceBusEventBus(ServiceBusTopic topic, TimeProvider time) : IEventBus
{
    /// <summary>For a batch, connecting included. Less than half of the time for which the relay holds the outbox.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<PublishReport> PublishAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await OrderedPublish.RunAsync(entries, (entry, _) => SendAsync(entry, patience.Token, either.Token), cancellationToken);
    }

    private async Task SendAsync(OutboxEntry entry, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            await topic.Sender.SendMessageAsync(Message(entry), cancellationToken);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new EventBusUnavailableException($"Service Bus accepted nothing within {Patience.TotalSeconds:0} s.", exception);
        }
        catch (Exception exception) when (ServiceBusFailures.Translate(exception) is { } unavailable)
        {
            throw unavailable;
        }
    }

    private static ServiceBusMessage Message(OutboxEntry entry)
    {
        var @event = entry.Event;
        var message = new ServiceBusMessage(CloudEventJson.Serialize(@event))
        {
            MessageId = @event.Id.ToString(),
            ContentType = CloudEventJson.ContentType,
            Subject = @event.Type,
            ApplicationProperties =
            {
                ["type"] = @event.Type,
                ["subject"] = @event.Subject,
                ["revision"] = @event.Revision.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (entry.Consumer is { } consumer)
        {
            message.ApplicationProperties["consumer"] = consumer;
        }

        return message;
    }
}
