using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.LoadBalancing;

namespace ToskaMesh.Gateway.Balancing;

/// <summary>The names under which YARP finds a policy.</summary>
internal static class BalancingNames
{
    public const string Weighted = "Weighted";

    public static string Of(LoadBalancing balancing) => balancing switch
    {
        LoadBalancing.RoundRobin => LoadBalancingPolicies.RoundRobin,
        LoadBalancing.PowerOfTwoChoices => LoadBalancingPolicies.PowerOfTwoChoices,
        LoadBalancing.LeastRequests => LoadBalancingPolicies.LeastRequests,
        LoadBalancing.Random => LoadBalancingPolicies.Random,
        LoadBalancing.Weighted => Weighted,
        _ => throw new ArgumentOutOfRangeException(nameof(balancing), balancing, "Give the new policy a name here."),
    };
}
