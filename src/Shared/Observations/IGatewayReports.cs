using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>
/// What gateways reported. Writes are durable when the task completes; adapters that cannot reach their store throw
/// <see cref="StoreUnavailableException"/>.
/// </summary>
public interface IGatewayReports
{
    /// <summary>Remembers the gateway, and counts its figures. The same report again counts nothing twice.</summary>
    Task RecordAsync(GatewayReport report, CancellationToken cancellationToken);

    /// <summary>The gateways that said a word within <see cref="ObservationLimits.GatewayRetention"/>, in order of id.</summary>
    Task<Page<SeenGateway>> ListAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Forgets what is too old or too much. Bounded.</summary>
    /// <returns>True when there is more: call again.</returns>
    Task<bool> PruneAsync(CancellationToken cancellationToken);
}
