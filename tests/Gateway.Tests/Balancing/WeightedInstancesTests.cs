using CsCheck;
using ToskaMesh.Gateway.Balancing;
using ToskaMesh.Gateway.Routing;
using ToskaMesh.Shared.Routing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Tests.Balancing;

public sealed class WeightedInstancesTests
{
    [Fact]
    public void At_EveryPoint_GivesEachInstanceExactlyItsWeight() => Gen.Int[1, 40].Array[1, 12].Sample(weights =>
    {
        var instances = new WeightedInstances([.. weights.Select(Destination)]);

        var hits = new Dictionary<DestinationState, int>();
        for (var point = 0L; point < instances.TotalWeight; point++)
        {
            hits[instances.At(point)] = hits.GetValueOrDefault(instances.At(point)) + 1;
        }

        Assert.Equal(weights, instances.Select(instance => hits[instance]));
    });

    [Fact]
    public void TotalWeight_OfManyHeaviestInstances_DoesNotOverflow()
    {
        var instances = new WeightedInstances([.. Enumerable.Repeat(65535, 40_000).Select(Destination)]);
        Assert.Equal(65535L * 40_000, instances.TotalWeight);
        Assert.Same(instances[39_999], instances.At(instances.TotalWeight - 1));
    }

    private static DestinationState Destination(int weight, int index)
    {
        var instance = new RoutedInstance { Id = $"i{index}", Address = "10.0.0.1", Port = 80, Routed = true, Weight = weight };
        return new DestinationState(instance.Id, new DestinationModel(new DestinationConfig { Address = "http://10.0.0.1:80", Metadata = DestinationMetadata.Of(instance) }));
    }
}
