using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Routing;

/// <summary>One immutable snapshot for YARP, with a change token of its own (YARP never asks again after one that was reused).</summary>
internal sealed class MeshProxyConfig : IProxyConfig, IDisposable
{
    private readonly CancellationTokenSource _change = new();

    public MeshProxyConfig(IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters)
    {
        Routes = routes;
        Clusters = clusters;
        ChangeToken = new CancellationChangeToken(_change.Token);
    }

    public IReadOnlyList<RouteConfig> Routes { get; }

    public IReadOnlyList<ClusterConfig> Clusters { get; }

    public IChangeToken ChangeToken { get; }

    public void SignalChange() => _change.Cancel();

    public void Dispose() => _change.Dispose();
}
