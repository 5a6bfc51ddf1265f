using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Observations;

/// <summary>Asks for the figures of explicit routes, as the gate of a route's rollout does.</summary>
public interface IRouteFigures
{
    /// <summary>
    /// The sums over all gateways and all minutes that count, in no order: one for each version, mark and period with
    /// traffic. Requests that a gateway turned away itself (credentials, limits) are not among them; a failure is one that
    /// no instance answered, those without an available instance included.
    /// </summary>
    /// <param name="versions">At most <see cref="ObservationLimits.Sums"/>.</param>
    Task<IReadOnlyList<RouteFigures>> SumAsync(
        ConfigurationName route, IReadOnlyCollection<long> versions, FigurePeriods periods, CancellationToken cancellationToken);
}
