using System.Globalization;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Testing.Messaging;

public sealed class InMemoryServiceHistory : IServiceHistory
{
    private readonly InMemoryMeshStore _store;
    private readonly Dictionary<Guid, ServiceEvent> _events = [];

    internal InMemoryServiceHistory(InMemoryMeshStore store) => _store = store;

    public async Task RecordAsync(MeshEvent @event, CancellationToken cancellationToken)
    {
        var told = ServiceEvent.From(@event);
        await _store.WithinAsync(() => _events.TryAdd(told.EventId, told), cancellationToken);
    }

    public Task<Page<ServiceEvent>> ReadAsync(ServiceName service, string? type, PageRequest page, CancellationToken cancellationToken) =>
        _store.WithinAsync(
            () => page.Cut(
                _events.Values.Where(@event => @event.ServiceName == service && (type ?? @event.Type) == @event.Type), Position, descending: true), cancellationToken);

    private static string Position(ServiceEvent @event) =>
        string.Create(CultureInfo.InvariantCulture, $"{@event.Time.UtcTicks:D19}-{@event.Revision:D19}-{@event.EventId:n}");
}
