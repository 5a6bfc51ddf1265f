namespace ToskaMesh.Shared.Routing;

/// <summary>How the gateway picks an instance; the words are YARP's, and <see cref="Weighted"/> is ours.</summary>
public enum LoadBalancing
{
    RoundRobin = 0,
    PowerOfTwoChoices = 1,
    LeastRequests = 2,
    Random = 3,

    /// <summary>In proportion to the instances' weights. Under every policy a weight of 0 drains.</summary>
    Weighted = 4,
}
