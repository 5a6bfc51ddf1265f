using ToskaMesh.Functions.Messaging;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.CatalogSync;

/// <summary>
/// Exports what an event tells of, where exports are on. The event only says of whom: what is true now is in the
/// registry, so twice and late are no matter. A Consul that is away holds up no events, since the tick compares all.
/// </summary>
internal sealed class ExportChanges(IEnumerable<ConsulExporter> exporters) : IMeshEventHandler
{
    public string Consumer => EventConsumers.ConsulExport;

    public async Task HandleAsync(MeshEvent @event, CancellationToken cancellationToken)
    {
        foreach (var exporter in exporters)
        {
            await exporter.ApplyAsync(InstanceId.Parse(@event.Subject), cancellationToken);
        }
    }
}
