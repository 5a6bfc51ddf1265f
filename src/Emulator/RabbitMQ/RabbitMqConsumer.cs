using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>Hands deliveries on, and whatever ends them.</summary>
internal sealed class RabbitMqConsumer(IChannel channel, ChannelWriter<RabbitMqDelivery> deliveries) : AsyncDefaultBasicConsumer(channel)
{
    public override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The body is the client's buffer, and used again after this call.
        var delivery = new RabbitMqDelivery(
            consumerTag, deliveryTag, redelivered, exchange, routingKey, new BasicProperties(properties), body.ToArray());
        await deliveries.WriteAsync(delivery, cancellationToken);
    }

    /// <summary>The broker does it when the queue is deleted.</summary>
    public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        await base.HandleBasicCancelAsync(consumerTag, cancellationToken);
        deliveries.TryComplete(new InvalidOperationException("The broker ended the consumer: the queue is gone."));
    }

    public override async Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        await base.HandleChannelShutdownAsync(channel, reason);
        deliveries.TryComplete(new InvalidOperationException($"The connection ended: {reason.ReplyText}", reason.Exception));
    }
}
