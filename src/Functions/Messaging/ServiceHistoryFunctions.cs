using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Messaging.RabbitMq;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Brings the history of services its events from RabbitMQ.</summary>
public sealed class ServiceHistoryFunctions(IMessageDelivery delivery)
{
    [Function("RecordServiceEvents")]
    public Task Record(
        [RabbitMQTrigger(EventConsumers.ServiceHistory, ConnectionStringSetting = RabbitMqOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.DeliverAsync(EventConsumers.ServiceHistory, message, cancellationToken);

    [Function("BuryServiceEvents")]
    public Task Bury(
        [RabbitMQTrigger(EventConsumers.ServiceHistory + EventConsumers.Dead, ConnectionStringSetting = RabbitMqOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.BuryAsync(EventConsumers.ServiceHistory, message, cancellationToken);
}
