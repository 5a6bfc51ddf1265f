using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Gateway.Tests.Settings;

public sealed class GatewayIdTests
{
    [Theory]
    [InlineData("edge-1", "edge-1-8080")]
    [InlineData("Anna's Mac", "Anna-s-Mac-8080")]
    [InlineData("-.x", "x-8080")]
    [InlineData("", "gateway-8080")]
    public void Default_OfAMachine_IsAnInstanceId(string machine, string expected)
    {
        Assert.Equal(expected, GatewayId.Default(machine, 8080));
        Assert.True(InstanceId.TryParse(GatewayId.Default(new string('m', 300), 8080), out _));
    }
}
