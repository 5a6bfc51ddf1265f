namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>A version of a route's configuration.</summary>
/// <param name="Version">Above 0.</param>
public sealed record RouteVersion(long Version, RouteDefinition Definition);
