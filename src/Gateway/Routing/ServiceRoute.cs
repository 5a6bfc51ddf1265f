using ToskaMesh.Gateway.Access;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Routing;

/// <summary>All that a request to a service needs to know, made once per change of the service.</summary>
/// <param name="Name">As the route table spells it, however the request did.</param>
/// <param name="Model">The service's own route, so that balancing and passive health act on its cluster.</param>
/// <param name="Limit">Null is none.</param>
internal sealed record ServiceRoute(string Name, RouteModel Model, ClusterState Cluster, RouteAccess Access, ServiceRateLimit? Limit)
{
    /// <summary>How the keys of its limit begin.</summary>
    public string LimitKey { get; } = $"service:{Name}";
}
