using System.Net.Sockets;
using System.Text;
using ToskaMesh.Probing.Tests.Fixtures;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;

namespace ToskaMesh.Probing.Tests;

public sealed class BrokenInstanceTests
{
    [Theory]
    [InlineData(HealthCheckType.Http)]
    [InlineData(HealthCheckType.Https)]
    [InlineData(HealthCheckType.Tcp)]
    [InlineData(HealthCheckType.Grpc)]
    public async Task Port_WithoutAListener_Fails(HealthCheckType type)
    {
        using var probes = new Probes();

        var result = await probes.RunAsync(FreePort.Next(), Probes.Check(type));

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("cannot be reached: Connection refused", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Flood: ")]
    [InlineData("X-Flood: 1\r\n")]
    public async Task Headers_WithoutAnEnd_AreCutOff(string flood)
    {
        var part = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(flood, 100)));
        await using var flooding = RawServer.Start(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync(part, stop);
            }
        });
        using var probes = new Probes();

        var result = await probes.RunAsync(flooding.Port);

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("16384 bytes", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", HealthCheckType.Http)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", HealthCheckType.Https)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", HealthCheckType.Grpc)]
    [InlineData("", HealthCheckType.Http)]
    public async Task Server_OfAnotherProtocol_Fails(string greeting, HealthCheckType type)
    {
        await using var other = RawServer.Start(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting), stop);
            stream.Socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, stop);
        });
        using var probes = new Probes();

        var result = await probes.RunAsync(other.Port, Probes.Check(type));

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public async Task Body_ThatBreaksOff_Fails()
    {
        await using var broken = RawServer.Start((stream, stop) =>
            stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), stop).AsTask());
        using var probes = new Probes();

        Assert.Equal(HealthStatus.Unhealthy, (await probes.RunAsync(broken.Port, Probes.Check() with { BodyMatch = "whole" })).Status);
    }

    [Fact]
    public async Task TcpCheck_OfAListener_Passes()
    {
        await using var listener = RawServer.Start();
        using var probes = new Probes();

        var result = await probes.RunAsync(listener.Port, Probes.Check(HealthCheckType.Tcp));

        Assert.Equal((HealthStatus.Healthy, $"connected to port {listener.Port}"), (result.Status, result.Output));
    }
}
