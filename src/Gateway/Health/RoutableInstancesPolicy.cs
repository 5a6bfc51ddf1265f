using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Health;

/// <summary>
/// Which instances get new requests: none that the table keeps out, none that drains (weight 0), none that fails its own check, and none that its
/// traffic ejected, but of these at most half of the cluster. A protected service keeps all that do not drain: the
/// control plane doubts a mass failure then, and so does its gateway.
/// </summary>
internal sealed class RoutableInstancesPolicy : IAvailableDestinationsPolicy
{
    public const string PolicyName = "Routable";

    public string Name => PolicyName;

    // The name is YARP's, spelling included.
    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var isProtected = ClusterMetadata.IsProtected(config);
        var candidates = new List<DestinationState>(allDestinations.Count);
        var ejected = new List<DestinationState>();
        foreach (var destination in allDestinations)
        {
            if (!DestinationMetadata.TakesTraffic(destination.Model.Config))
            {
                continue;
            }

            if (isProtected || destination.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy })
            {
                candidates.Add(destination);
            }
            else if (destination.Health.Active != DestinationHealth.Unhealthy)
            {
                ejected.Add(destination);
            }
        }

        var mayStayOut = (candidates.Count + ejected.Count) / 2;
        candidates.AddRange(ejected.Skip(mayStayOut));
        return new WeightedInstances(candidates);
    }
}
