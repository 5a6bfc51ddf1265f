using RabbitMQ.Client;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Functions.Messaging.RabbitMq;

/// <summary>
/// What the mesh has on a broker: a topic exchange, a queue for each consumer, and behind each a dead-letter queue.
/// Declaring it again changes nothing. Why it is so is in ADR 0010.
/// </summary>
internal static class RabbitMqTopology
{
    public const string Exchange = "toskamesh.events";

    public const string DeadLetterExchange = "toskamesh.events.dlx";

    private const int MaxEvents = 200_000;

    private const long MaxBytes = 512L * 1024 * 1024;

    private const int MaxDead = 10_000;

    /// <summary>Deliveries that ended with their consumer, such as in a crash; the same on brokers with another default.</summary>
    private const int DeliveryLimit = 20;

    /// <summary>The type, and the subject as one more word: so consumers can bind to types, and people to an instance.</summary>
    public static string RoutingKey(MeshEvent @event) => $"{@event.Type}.{@event.Subject.Replace('.', '_')}";

    public static async Task DeclareExchangesAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(DeadLetterExchange, ExchangeType.Direct, durable: true, cancellationToken: cancellationToken);
    }

    public static async Task DeclareQueuesAsync(IChannel channel, EventConsumer consumer, CancellationToken cancellationToken)
    {
        var (queue, dead) = (consumer.Name, consumer.Name + EventConsumers.Dead);

        // What its function cannot bury comes back to it: there is nowhere else to keep it.
        await DeclareAsync(channel, dead, Arguments(dead, "", MaxDead), cancellationToken);
        await channel.QueueBindAsync(dead, DeadLetterExchange, queue, cancellationToken: cancellationToken);
        await DeclareAsync(channel, queue, Arguments(queue, DeadLetterExchange, MaxEvents), cancellationToken);
    }

    /// <summary>Whether the consumer's queue gets the events of its types from now on; what lies in it stays.</summary>
    public static async Task SubscribeAsync(IChannel channel, EventConsumer consumer, bool wanted, CancellationToken cancellationToken)
    {
        foreach (var key in consumer.Types.Select(type => $"{type}.*"))
        {
            await (wanted
                ? channel.QueueBindAsync(consumer.Name, Exchange, key, cancellationToken: cancellationToken)
                : channel.QueueUnbindAsync(consumer.Name, Exchange, key, cancellationToken: cancellationToken));
        }
    }

    private static Task<QueueDeclareOk> DeclareAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);

    private static Dictionary<string, object?> Arguments(string deadRoutingKey, string deadExchange, int length) => new()
    {
        [Headers.XQueueType] = "quorum",
        [Headers.XMaxLength] = length,
        [Headers.XMaxLengthInBytes] = MaxBytes,
        [Headers.XOverflow] = "reject-publish",
        [Headers.XDeadLetterExchange] = deadExchange,
        [Headers.XDeadLetterRoutingKey] = deadRoutingKey,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-delivery-limit"] = DeliveryLimit,
    };
}
