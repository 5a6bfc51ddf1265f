using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>
/// What YARP is told of a request to an explicit route. Its own reassignment takes the cluster as it is, and a route may
/// have another timeout and only some of the instances.
/// </summary>
internal sealed class RouteProxyFeature(RouteBackendState state) : IReverseProxyFeature
{
    public RouteModel Route => state.Route;

    public ClusterModel Cluster => state.Model;

    public IReadOnlyList<DestinationState> AllDestinations { get; } = state.Cluster.DestinationsState.AllDestinations;

    public IReadOnlyList<DestinationState> AvailableDestinations { get; set; } = state.Instances;

    public DestinationState? ProxiedDestination { get; set; }
}
