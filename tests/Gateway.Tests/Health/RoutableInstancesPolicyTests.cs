using CsCheck;
using ToskaMesh.Gateway.Health;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Tests.Health;

public sealed class RoutableInstancesPolicyTests
{
    // A destination enumerates itself, without end: no assertion may try to print or compare one as a collection.
    private static readonly Gen<DestinationState> Instance =
        from weight in Gen.Int[0, 2]
        from active in Gen.Enum<DestinationHealth>()
        from passive in Gen.Enum<DestinationHealth>()
        select Destination(weight, active, passive);

    [Fact]
    public void Available_Always_LeavesOutAtMostHalfBecauseOfTraffic() => Instance.Array[0, 12].Sample(all =>
    {
        var available = Available(all, isProtected: false);

        var served = all.Where(instance => Weight(instance) > 0 && instance.Health.Active != DestinationHealth.Unhealthy).ToList();
        Assert.True(available.Count >= served.Count - (served.Count / 2), "more than half is left out");
        Assert.True(available.All(served.Contains), "something drained or unhealthy is left in");
        Assert.True(served.Where(instance => instance.Health.Passive != DestinationHealth.Unhealthy).All(available.Contains), "a good one is left out");
    });

    [Fact]
    public void Available_OfAProtectedService_LeavesOutOnlyWhatDrains() => Instance.Array[0, 12].Sample(all =>
        Assert.True(all.Where(instance => Weight(instance) > 0).SequenceEqual(Available(all, isProtected: true))));

    [Fact]
    public void Available_OneEjectedOfTwo_IsTheOther()
    {
        var (good, bad) = (Destination(1, DestinationHealth.Unknown, DestinationHealth.Unknown), Destination(1, DestinationHealth.Unknown, DestinationHealth.Unhealthy));
        Assert.Same(good, Assert.Single(Available([bad, good], isProtected: false)));
    }

    [Fact]
    public void Available_OnlyInstanceEjected_Stays()
    {
        var only = Destination(1, DestinationHealth.Unknown, DestinationHealth.Unhealthy);
        Assert.Same(only, Assert.Single(Available([only], isProtected: false)));
    }

    private static IReadOnlyList<DestinationState> Available(IReadOnlyList<DestinationState> all, bool isProtected)
    {
        var service = new RoutedService { Name = "s", Instances = [], Protected = isProtected };
        var cluster = new ClusterConfig { ClusterId = "s", Metadata = ClusterMetadata.Of(service) };
        return new RoutableInstancesPolicy().GetAvailalableDestinations(cluster, all);
    }

    private static int Weight(DestinationState destination) => DestinationMetadata.Weight(destination.Model.Config);

    private static DestinationState Destination(int weight, DestinationHealth active, DestinationHealth passive)
    {
        var instance = new RoutedInstance { Id = "i", Address = "10.0.0.1", Port = 80, Routed = true, Weight = weight };
        var config = new DestinationConfig { Address = "http://10.0.0.1:80", Metadata = DestinationMetadata.Of(instance) };
        return new DestinationState("i", new DestinationModel(config)) { Health = { Active = active, Passive = passive } };
    }
}
