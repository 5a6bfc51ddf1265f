using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Routing;

/// <summary>The settings, for whoever publishes which of them hold.</summary>
public interface IRoutedConfigurations
{
    /// <returns>By environment and name, as <see cref="RouteTable.Configurations"/> has them.</returns>
    /// <exception cref="StoreUnavailableException">They cannot be read. That is never none: every service would ask anew.</exception>
    Task<IReadOnlyList<RoutedConfiguration>> ReadAsync(CancellationToken cancellationToken);
}
