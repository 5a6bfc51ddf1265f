using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Observations;

/// <summary>What a gateway counted about one version of an explicit route.</summary>
/// <param name="Version">Above 0.</param>
public sealed record RouteObservation(ConfigurationName Route, long Version, WindowFigures Window);
