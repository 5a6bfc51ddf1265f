using System.Net;
using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

public sealed class ClientNetworkTests
{
    private static readonly IPNetwork Proxies = IPNetwork.Parse("10.0.0.0/8");

    [Theory]
    [InlineData("", null)]
    [InlineData("203.0.113.1", "203.0.113.1")]
    [InlineData("203.0.113.1:4711", "203.0.113.1")]
    [InlineData("203.0.113.1, 10.0.0.1,10.0.0.2", "203.0.113.1")]
    [InlineData("192.0.2.7, 203.0.113.1, 10.0.0.1", "203.0.113.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("spoofed, 10.0.0.1", "10.0.0.1")]
    [InlineData("203.0.113.1, spoofed", null)]
    [InlineData("[2001:db8::1]:80", "2001:db8::1")]
    public void Find_Chain_IsBelievedFromItsEnd(string chain, string? expected) =>
        Assert.Equal(expected, ClientNetwork.Find(null, chain, Proxies.Contains)?.ToString());

    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1")]
    [InlineData("::ffff:203.0.113.1", "203.0.113.1")]
    [InlineData("2001:db8:0:1::1", "20010db800000001")]
    [InlineData("2001:db8:0:1:ffff::2", "20010db800000001")]
    public void Name_OfOneClient_IsOne(string address, string expected) => Assert.Equal(expected, ClientNetwork.Name(IPAddress.Parse(address)));
}
