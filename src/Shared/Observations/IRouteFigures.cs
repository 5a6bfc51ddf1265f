using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Observations;

/// <summary>Asks for the figures of explicit routes, as the gate of a route's rollout does: once for the candidate, once for the stable version.</summary>
public interface IRouteFigures
{
    /// <summary>
    /// The sum over all gateways; none without traffic. Requests that a gateway turned away itself (credentials, limits) are
    /// not among them; a failure is one that no instance answered, those without an available instance included.
    /// </summary>
    /// <param name="from">The first minute; seconds are cut off.</param>
    /// <param name="until">The minute after the last.</param>
    Task<RequestFigures> SumAsync(ConfigurationName route, long version, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
