using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Knows where the version of a route sends requests.</summary>
public interface IRouteBackends
{
    /// <summary>The services; none where there is no such version.</summary>
    Task<IReadOnlyList<ServiceName>> FindAsync(Guid configurationId, long version, CancellationToken cancellationToken);
}
