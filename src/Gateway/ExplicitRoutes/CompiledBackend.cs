using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Forwarding;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Shared.Routing.Explicit;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.ExplicitRoutes;

/// <summary>One of a route's backends, and what YARP needs to send requests there.</summary>
internal sealed class CompiledBackend(RouteBackend backend, TimeSpan? timeout, ServiceRoutes services, ServiceClientFactory clients, HttpTransformer transformer)
{
    private readonly HttpMessageInvoker? _client = timeout is { } time ? clients.WithTimeout(time) : null;

    // Only a cache: requests that find it outdated at once make the same one.
    private volatile RouteBackendState? _state;

    public string Service => backend.Service;

    /// <returns>Null while the service is not in the route table.</returns>
    public RouteBackendState? Current()
    {
        if (!services.TryGet(backend.Service, out var service))
        {
            return null;
        }

        var (cluster, model, available) = (service.Cluster, service.Cluster.Model, service.Cluster.DestinationsState.AvailableDestinations);
        return _state is { } known
            && ReferenceEquals(known.Cluster, cluster) && ReferenceEquals(known.Source, model) && ReferenceEquals(known.Available, available)
            ? known
            : _state = new RouteBackendState(
                cluster, model, available, RouteOf(cluster), ModelOf(model), InstancesOf(available), service.Name, service.Limit);
    }

    public bool Takes(DestinationState destination) =>
        backend.IsWholeService || backend.Takes(DestinationMetadata.Version(destination.Model.Config), DestinationMetadata.Tags(destination.Model.Config));

    private RouteModel RouteOf(ClusterState cluster) => new(
        new RouteConfig { RouteId = cluster.ClusterId, ClusterId = cluster.ClusterId, Match = new RouteMatch { Path = "/" } }, cluster, transformer);

    // While a request waits for its response headers, YARP's own limit must not be the shorter one.
    private ClusterModel ModelOf(ClusterModel model)
    {
        if (_client is null)
        {
            return model;
        }

        var request = model.Config.HttpRequest ?? ForwarderRequestConfig.Empty;
        return new ClusterModel(
            model.Config with { HttpRequest = request.ActivityTimeout > timeout ? request : request with { ActivityTimeout = timeout } }, _client);
    }

    private WeightedInstances InstancesOf(IReadOnlyList<DestinationState> available) =>
        backend.IsWholeService && available is WeightedInstances all ? all : new WeightedInstances([.. available.Where(Takes)]);
}
