using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using Yarp.ReverseProxy.Configuration;

namespace ToskaMesh.Gateway.Routing;

/// <summary>
/// Hands YARP the clusters. There is one route for all services, and one for all explicit routes, so that a new one makes YARP rebuild no endpoint;
/// <see cref="ServiceRoutingMiddleware"/> gives each request its own service's route.
/// </summary>
internal sealed class MeshProxyConfigProvider : IProxyConfigProvider, IConfigChangeListener, IDisposable
{
    public const string ServiceParameter = "service";

    /// <summary>
    /// What a request belongs to until its service is found. It has a cluster, because YARP answers 503 by itself for a
    /// route without one; no service can have this name.
    /// </summary>
    public const string UnknownService = "(unknown)";

    /// <summary>What a request belongs to that is for no service by name, until a backend of an explicit route is found.</summary>
    public const string ExplicitRoute = "(explicit)";

    private readonly RouteConfig[] _routes;
    private readonly ClusterConfig _unknown = new() { ClusterId = UnknownService };
    private volatile MeshProxyConfig _current;
    private TaskCompletionSource<Exception?> _applied = new();

    public MeshProxyConfigProvider(IOptions<GatewayOptions> options)
    {
        var match = new RouteMatch { Path = $"{options.Value.Prefix}/{{{ServiceParameter}}}/{{**rest}}" };
        _routes =
        [
            new RouteConfig { RouteId = UnknownService, ClusterId = UnknownService, Match = match },

            // After every other endpoint but the fallback.
            new RouteConfig { RouteId = ExplicitRoute, ClusterId = UnknownService, Order = int.MaxValue - 1, Match = new RouteMatch { Path = "{**path}" } },
        ];
        _current = new MeshProxyConfig(_routes, [_unknown]);
    }

    public IProxyConfig GetConfig() => _current;

    /// <summary>Replaces the clusters and waits until YARP has taken them.</summary>
    /// <returns>Null, or why YARP refused; then it still serves the clusters before.</returns>
    public async Task<Exception?> PublishAsync(IEnumerable<ClusterConfig> clusters, CancellationToken cancellationToken)
    {
        using var before = _current;
        _applied = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _current = new MeshProxyConfig(_routes, [_unknown, .. clusters]);
        before.SignalChange();
        return await _applied.Task.WaitAsync(cancellationToken);
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => _applied.TrySetResult(null);

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => _applied.TrySetResult(exception);

    public void Dispose() => _current.Dispose();

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => _applied.TrySetResult(exception);
}
