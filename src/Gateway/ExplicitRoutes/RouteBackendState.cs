using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>A backend as it is now; made anew whenever YARP changes the cluster or which of its instances are available.</summary>
/// <param name="Cluster">That of its service.</param>
/// <param name="Source">The cluster's model that <paramref name="Model"/> is made of.</param>
/// <param name="Available">The cluster's instances that <paramref name="Instances"/> are from.</param>
/// <param name="Route">For the transforms, and so that balancing and passive health act on the cluster.</param>
/// <param name="Model">The cluster with the route's timeout.</param>
/// <param name="Instances">Those of the backend that take requests.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Limit">The service's own; null is none.</param>
internal sealed record RouteBackendState(
    ClusterState Cluster,
    ClusterModel Source,
    IReadOnlyList<DestinationState> Available,
    RouteModel Route,
    ClusterModel Model,
    WeightedInstances Instances,
    string Service,
    ServiceRateLimit? Limit);
