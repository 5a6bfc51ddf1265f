using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>An instance before and after a change of its health.</summary>
public sealed record InstanceTransition(ServiceInstance Before, ServiceInstance After);
