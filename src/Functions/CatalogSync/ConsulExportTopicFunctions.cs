using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.ServiceBus;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>Brings the export to Consul its events from Service Bus, also where it is switched off: its subscription is there all the same.</summary>
public sealed class ConsulExportTopicFunctions(IMessageDelivery delivery)
{
    [Function("ExportChangesOfTopic")]
    public Task Export(
        [ServiceBusTrigger(ServiceBusTopic.Name, EventConsumers.ConsulExport, Connection = ServiceBusOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.DeliverAsync(EventConsumers.ConsulExport, message, cancellationToken);

    [Function("BuryExportsOfTopic")]
    public Task Bury(
        [ServiceBusTrigger(ServiceBusTopic.Name, EventConsumers.ConsulExport + ServiceBusTopic.Dead, Connection = ServiceBusOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.BuryAsync(EventConsumers.ConsulExport, message, cancellationToken);
}
