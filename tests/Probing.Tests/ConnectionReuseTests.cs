using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing.Tests;

public sealed class ConnectionReuseTests
{
    [Theory]
    [InlineData(HealthCheckType.Http, HttpProtocols.Http1, null)]
    [InlineData(HealthCheckType.Http, HttpProtocols.Http1, "well")]
    [InlineData(HealthCheckType.Https, HttpProtocols.Http1, null)]
    [InlineData(HealthCheckType.Https, HttpProtocols.Http2, null)]
    [InlineData(HealthCheckType.Grpc, HttpProtocols.Http2, null)]
    public async Task ProbesOfOneInstance_ShareAConnection(HealthCheckType type, HttpProtocols protocols, string? text)
    {
        using var certificate = Certificates.SelfSigned();
        await using var instance = await Instance.StartAsync(
            context => context.Response.WriteAsync("all is well", context.RequestAborted),
            protocols,
            type is HealthCheckType.Https ? certificate : null);
        using var probes = new Probes();
        for (var i = 0; i < 5; i++)
        {
            await probes.RunAsync(instance.Port, Probes.Check(type) with { TlsSkipVerify = true, BodyMatch = text });
        }

        Assert.Equal(5, instance.Received.Count);
        Assert.Equal(1, instance.Connections);
    }

    [Fact]
    public async Task TcpChecks_ConnectEachTime()
    {
        await using var instance = await Instance.StartAsync();
        using var probes = new Probes();
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await probes.RunAsync(instance.Port, Probes.Check(HealthCheckType.Tcp))).Passed);
        }

        await Testing.Eventually.TrueAsync(() => instance.Connections == 3, "three connections");
    }
}
