using ToskaMesh.Gateway.Probing;
using ToskaMesh.Shared.Registry;
using Yarp.ReverseProxy.Model;

namespace ToskaMesh.Gateway.Tests.Probing;

public sealed class ProbeStateTests
{
    private static readonly HealthCheck Check = new()
    {
        Type = HealthCheckType.Tcp,
        Interval = TimeSpan.FromSeconds(1),
        Timeout = TimeSpan.FromMilliseconds(500),
        HealthyThreshold = 2,
        UnhealthyThreshold = 3,
    };

    [Theory]
    [InlineData("", DestinationHealth.Unknown)]
    [InlineData("+", DestinationHealth.Healthy)]
    [InlineData("-", DestinationHealth.Unhealthy)]
    [InlineData("+--", DestinationHealth.Healthy)]
    [InlineData("+---", DestinationHealth.Unhealthy)]
    [InlineData("+--+--", DestinationHealth.Healthy)]
    [InlineData("-+", DestinationHealth.Unhealthy)]
    [InlineData("-++", DestinationHealth.Healthy)]
    [InlineData("-+-+", DestinationHealth.Unhealthy)]
    [InlineData("-++--", DestinationHealth.Healthy)]
    public void After_Results_TakesAsManyInARowAsRegistered(string results, DestinationHealth expected) =>
        Assert.Equal(expected, results.Aggregate(ProbeState.Unknown, (state, result) => state.After(result == '+', Check)).Health);
}
