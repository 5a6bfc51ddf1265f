using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Messaging;

/// <summary>What happened to the instances of services: a projection of their events, bounded in time and per service.</summary>
public interface IServiceHistory
{
    /// <summary>Records an event once, however often and late it comes.</summary>
    /// <exception cref="InvalidDataException">It is no event of an instance.</exception>
    Task RecordAsync(MeshEvent @event, CancellationToken cancellationToken);

    /// <summary>Newest first; none for a service that nothing is known of.</summary>
    /// <param name="service">Whose.</param>
    /// <param name="type">Of <see cref="EventTypes"/>; null for all.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<Page<ServiceEvent>> ReadAsync(ServiceName service, string? type, PageRequest page, CancellationToken cancellationToken);
}
