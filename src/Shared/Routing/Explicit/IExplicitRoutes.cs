using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>The explicit routes, for whoever publishes them.</summary>
public interface IExplicitRoutes
{
    /// <returns>By name, as <see cref="RouteTable.Routes"/> has them.</returns>
    /// <exception cref="StoreUnavailableException">They cannot be read. That is never none: all of them would stop serving.</exception>
    Task<IReadOnlyList<ExplicitRoute>> ReadAsync(CancellationToken cancellationToken);
}
