using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ToskaMesh.Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// The services by name, kept in step with YARP's clusters: one look-up per request finds the cluster (which
/// IProxyStateLookup would) together with its route and access (which it would not).
/// </summary>
internal sealed class ServiceRoutes(ServiceTransformer transformer) : IClusterChangeListener
{
    private readonly ConcurrentDictionary<string, ServiceRoute> _routes = new(StringComparer.OrdinalIgnoreCase);

    public bool TryGet(string service, [NotNullWhen(true)] out ServiceRoute? route) => _routes.TryGetValue(service, out route);

    public void OnClusterAdded(ClusterState cluster) => OnClusterChanged(cluster);

    public void OnClusterChanged(ClusterState cluster)
    {
        var config = cluster.Model.Config;
        if (config.ClusterId != MeshProxyConfigProvider.UnknownService)
        {
            var route = new RouteConfig { RouteId = config.ClusterId, ClusterId = config.ClusterId, Match = new RouteMatch { Path = "/" } };
            _routes[config.ClusterId] = new ServiceRoute(
                config.ClusterId, new RouteModel(route, cluster, transformer), cluster, ClusterMetadata.Access(config), ClusterMetadata.Limit(config));
        }
    }

    public void OnClusterRemoved(ClusterState cluster) => _routes.TryRemove(cluster.ClusterId, out _);
}
