using System.Net;
using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Routing;

/// <summary>Says in YARP's words what the route table says about a service.</summary>
internal sealed class ClusterFactory(IOptions<GatewayOptions> options)
{
    private static readonly HealthCheckConfig HealthCheck = new()
    {
        AvailableDestinationsPolicy = RoutableInstancesPolicy.PolicyName,
    };

    private readonly TimeSpan _timeout = options.Value.Timeout;

    public ClusterConfig Create(RoutedService service)
    {
        var destinations = new Dictionary<string, DestinationConfig>(service.Instances.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var instance in service.Instances.Where(IsWanted))
        {
            var address = AddressOf(instance);
            destinations.TryAdd(
                DestinationKey.Of(instance.Id, address),
                new DestinationConfig { Address = address, Metadata = DestinationMetadata.Of(instance) });
        }

        var routed = service.Instances.Where(instance => instance.Routed).ToList();

        return new ClusterConfig
        {
            ClusterId = service.Name,
            LoadBalancingPolicy = BalancingNames.Of(service.LoadBalancing),
            HealthCheck = HealthCheck,
            HttpRequest = RequestConfig(service, routed.Count > 0 && routed.All(instance => instance.Scheme == InstanceScheme.H2c)),
            Metadata = ClusterMetadata.Of(service),
            Destinations = destinations,
        };
    }

    // One that gets no traffic is still probed where gateways probe: nobody else could tell that it is back.
    private static bool IsWanted(RoutedInstance instance) => instance.Routed || instance.Check is not null;

    private static string AddressOf(RoutedInstance instance) =>
        $"{(instance.Scheme == InstanceScheme.Https ? "https" : "http")}://{ServiceAddress.Parse(instance.Address).Host}:{instance.Port}";

    // Version 2 "or lower" is HTTP/1.1 on http and whatever ALPN yields on https; cleartext HTTP/2 must be asked for.
    private ForwarderRequestConfig RequestConfig(RoutedService service, bool isH2cOnly) => new()
    {
        Version = HttpVersion.Version20,
        VersionPolicy = isH2cOnly ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        ActivityTimeout = service.Timeout is { } own && own > _timeout ? own : _timeout,
    };
}
