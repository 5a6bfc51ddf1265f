using System.Net;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Tests.Registry;

public sealed class AddressRulesTests
{
    private static readonly AddressRules Strict = new(AllowLoopback: false);
    private static readonly AddressRules Local = new(AllowLoopback: true);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("febf::1")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    public void Refusal_NeverDialled_WhateverTheProfile(string address)
    {
        Assert.NotNull(Local.Refusal(IPAddress.Parse(address)));
        Assert.NotNull(Strict.Refusal(ServiceAddress.Parse(address)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("a.localhost")]
    public void Refusal_Loopback_DependsOnTheProfile(string address)
    {
        Assert.NotNull(Strict.Refusal(ServiceAddress.Parse(address)));
        Assert.Null(Local.Refusal(ServiceAddress.Parse(address)));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("fd00::1")]
    [InlineData("2001:db8::1")]
    [InlineData("orders.example.com")]
    [InlineData("localhost.example.com")]
    public void Refusal_Ordinary_IsNone(string address) => Assert.Null(Strict.Refusal(ServiceAddress.Parse(address)));
}
