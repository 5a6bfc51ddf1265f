using System.Net;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class AddressNetworksTests
{
    private static readonly AddressRules Rules = new(AllowLoopback: true)
    {
        AllowedNetworks = AddressNetworks.Parse("10.0.0.0/8, fd00::/8, 192.0.2.7,169.254.0.0/16"),
    };

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd00::1", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("169.254.169.254", false)]
    public void Refusal_OfAddresses_GoesByTheNetworksToo(string address, bool allowed) =>
        Assert.Equal(allowed, Rules.Refusal(IPAddress.Parse(address)) is null);

    [Fact]
    public void Refusal_OfANameForLoopback_GoesByTheNetworksToo() => Assert.NotNull(Rules.Refusal(ServiceAddress.Parse("localhost")));

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8;fd00::/8")]
    [InlineData("example.com")]
    public void TryParse_WhatIsNoNetwork_IsRefused(string text) => Assert.False(AddressNetworks.TryParse(text, out _));

    [Fact]
    public void Parse_Nothing_IsNone() => Assert.Empty(AddressNetworks.Parse(" "));
}
