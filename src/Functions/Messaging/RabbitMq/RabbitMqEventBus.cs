using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>
/// Events on a topic exchange of RabbitMQ, persistent and each confirmed. A replay goes straight to the queue of its
/// consumer, which must be there; whether anybody wants an event of everybody's is for the bindings to say.
/// </summary>
internal sealed class RabbitMqEventBus(RabbitMqConnection connection, TimeProvider time) : IEventBus
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
        var body = CloudEventJson.Serialize(entry.Event);
        var channel = await connection.OpenAsync(cancellationToken);
        try
        {
            await SendAsync(channel, entry, body, cancellationToken);
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            throw new InvalidOperationException($"There is no queue {entry.Consumer}.", exception);
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            // Whoever is silent for so long may be gone without a word: the next batch asks on a new connection.
            await connection.DropAsync(channel);
            throw new EventBusUnavailableException($"RabbitMQ confirmed nothing within {Patience.TotalSeconds:0} s.", exception);
        }
        catch (Exception exception) when (RabbitMqFailures.Translate(exception) is { } unavailable)
        {
            throw unavailable;
        }
    }

    private static ValueTask SendAsync(IChannel channel, OutboxEntry entry, byte[] body, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = entry.Event.Id.ToString(),
            ContentType = CloudEventJson.ContentType,
            Type = entry.Event.Type,
            Timestamp = new AmqpTimestamp(entry.Event.Time.ToUnixTimeSeconds()),
        };
        return entry.Consumer is { } queue
            ? channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken)
            : channel.BasicPublishAsync(
                RabbitMqTopology.Exchange, RabbitMqTopology.RoutingKey(entry.Event), mandatory: false, properties, body, cancellationToken);
    }
}
