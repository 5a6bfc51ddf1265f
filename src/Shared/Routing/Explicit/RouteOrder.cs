using ToskaMesh.Shared.Configuration;

namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>A validated request to write an explicit route.</summary>
/// <param name="Draft">The version of the route's configuration: the definition in its one spelling.</param>
/// <param name="Activate">Whether it holds at once.</param>
public sealed record RouteOrder(ConfigurationDraft Draft, string? Notes, bool Activate);
