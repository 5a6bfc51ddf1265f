using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Messaging.RabbitMq;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>
/// Brings the export to Consul its events from RabbitMQ. Where it is switched off, its queue is there all the same, but
/// gets none.
/// </summary>
public sealed class ConsulExportFunctions(IMessageDelivery delivery)
{
    [Function("ExportChanges")]
    public Task Export(
        [RabbitMQTrigger(EventConsumers.ConsulExport, ConnectionStringSetting = RabbitMqOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.DeliverAsync(EventConsumers.ConsulExport, message, cancellationToken);

    [Function("BuryExports")]
    public Task Bury(
        [RabbitMQTrigger(EventConsumers.ConsulExport + EventConsumers.Dead, ConnectionStringSetting = RabbitMqOptions.Setting)] string message,
        CancellationToken cancellationToken) =>
        delivery.BuryAsync(EventConsumers.ConsulExport, message, cancellationToken);
}
