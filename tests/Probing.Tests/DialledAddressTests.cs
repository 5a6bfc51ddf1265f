using System.Net;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests;

public sealed class DialledAddressTests
{
    [Theory]
    [InlineData(HealthCheckType.Http)]
    [InlineData(HealthCheckType.Https)]
    [InlineData(HealthCheckType.Tcp)]
    [InlineData(HealthCheckType.Grpc)]
    public async Task Name_OfTheMetadataService_IsNotDialled(HealthCheckType type)
    {
        using var probes = new Probes(names: new FixedNames(("metadata.example", "169.254.169.254")));

        var result = await probes.RunAsync(80, Probes.Check(type), "metadata.example");

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("is not dialled: 169.254.169.254 is link-local", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loopback_WhereItIsNotAllowed_IsNotDialled()
    {
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes(rules: new AddressRules(AllowLoopback: false));

        Assert.Contains("Mesh:AllowLoopback", (await probes.RunAsync(instance.Port)).Output, StringComparison.Ordinal);
        Assert.Equal(0, instance.Connections);
    }

    [Theory]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("10.0.0.0/8,127.0.0.0/8", true)]
    public async Task Address_OutsideTheAllowedNetworks_IsNotDialled(string networks, bool isDialled)
    {
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes(
            names: new FixedNames(("orders.example", "127.0.0.1")),
            rules: new AddressRules(AllowLoopback: true) { AllowedNetworks = AddressNetworks.Parse(networks) });

        var result = await probes.RunAsync(instance.Port, address: "orders.example");

        Assert.Equal(isDialled ? "answered 200" : "is not dialled: 127.0.0.1 is in none of Mesh:AllowedNetworks.", result.Output);
    }

    [Fact]
    public async Task OwnPort_OfTheMesh_IsNotDialled()
    {
        await using var mesh = await Instance.StartAsync();
        using var probes = new Probes(ownPorts: mesh.Port);

        Assert.Contains("the mesh itself", (await probes.RunAsync(mesh.Port)).Output, StringComparison.Ordinal);
        Assert.Equal(0, mesh.Connections);
    }

    [Fact]
    public async Task Name_OfNobody_Fails()
    {
        using var probes = new Probes();

        Assert.StartsWith("cannot be reached", (await probes.RunAsync(80, address: "nobody.example")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SystemResolver_AnswersNumbersWithoutAsking() =>
        Assert.Equal(IPAddress.IPv6Loopback, Assert.Single(await new SystemHostResolver().ResolveAsync("[::1]", TestContext.Current.CancellationToken)));
}
