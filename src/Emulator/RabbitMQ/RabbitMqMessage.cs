using RabbitMQ.Client;
using ToskaMesh.Emulator.Queues;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.RabbitMQ;

/// <summary>
/// A delivered message. A failed one goes to the end of its queue as a copy that counts its failures, and is rejected at
/// the fifth: then the broker drops it, or sends it to the queue's dead-letter exchange.
/// </summary>
internal sealed class RabbitMqMessage(IChannel channel, RabbitMqDelivery delivery, string queue, Type parameter) : IReceivedMessage
{
    public const string RequeueCount = "x-ms-rabbitmq-requeuecount";

    private const int MaxFailures = 5;

    public TriggerInput Input { get; } = RabbitMqInput.Of(delivery, parameter);

    public async Task SettleAsync(bool succeeded, CancellationToken cancellationToken)
    {
        if (!succeeded)
        {
            var failures = FailuresBefore(delivery.Properties) + 1;
            if (failures >= MaxFailures)
            {
                await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false, cancellationToken);
                return;
            }

            await RepublishAsync(failures, cancellationToken);
        }

        // Only now: what ends in between makes a second copy, and loses none.
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancellationToken);
    }

    private static int FailuresBefore(BasicProperties properties) =>
        properties.Headers?.TryGetValue(RequeueCount, out var count) is true && count is int failures ? failures : 0;

    private async Task RepublishAsync(int failures, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, object?>(delivery.Properties.Headers ?? new Dictionary<string, object?>())
        {
            [RequeueCount] = failures,
        };
        var properties = new BasicProperties(delivery.Properties) { Headers = headers };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, delivery.Body, cancellationToken);
    }
}
