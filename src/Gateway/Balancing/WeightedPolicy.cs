using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Balancing;

/// <summary>Picks in proportion to the weights.</summary>
internal sealed class WeightedPolicy(IRandomSource random) : ILoadBalancingPolicy
{
    public string Name => BalancingNames.Weighted;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        if (availableDestinations.Count == 0)
        {
            return null;
        }

        var weighted = availableDestinations as WeightedInstances ?? new WeightedInstances(availableDestinations);
        return weighted.At(random.Next(weighted.TotalWeight));
    }
}
