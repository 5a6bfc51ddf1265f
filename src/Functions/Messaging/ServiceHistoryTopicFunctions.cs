using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Messaging.ServiceBus;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Brings the history of services its events from Service Bus.</summary>
public sealed class ServiceHistoryTopicFunctions(IMessageDelivery delivery)
{
    [Function("RecordServiceEventsOfTopic")]
    public Task Record(
        [ServiceBusTrigger(ServiceBusTopic.Name, EventConsumers.ServiceHistory, Connection = ServiceBusOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.DeliverAsync(EventConsumers.ServiceHistory, message, cancellationToken);

    [Function("BuryServiceEventsOfTopic")]
    public Task Bury(
        [ServiceBusTrigger(ServiceBusTopic.Name, EventConsumers.ServiceHistory + ServiceBusTopic.Dead, Connection = ServiceBusOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.BuryAsync(EventConsumers.ServiceHistory, message, cancellationToken);
}
