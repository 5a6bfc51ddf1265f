using System.Net;
using System.Net.Sockets;
using ToskaMesh.Cli.Launch;
using ToskaMesh.Testing;

namespace ToskaMesh.Cli.Tests.Launch;

public sealed class PortCheckTests
{
    [Fact]
    public void Conflicts_APortInUse_NamesItAndItsOption()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var conflict = Assert.Single(PortCheck.Conflicts(Settings(port, FreePort.Next())));

        Assert.Contains($"Port {port}", conflict, StringComparison.Ordinal);
        Assert.Contains("--functions-port", conflict, StringComparison.Ordinal);
    }

    [Fact]
    public void Conflicts_FunctionAppOnTheH2cPort_IsSeenBeforeAnythingStarts()
    {
        var port = FreePort.Next();

        Assert.Contains(PortCheck.Conflicts(Settings(port + 1, port)), conflict => conflict.Contains("twice", StringComparison.Ordinal));
    }

    private static UpSettings Settings(int functions, int gateway) =>
        new() { Data = new DataDirectory("unused"), FunctionsPort = functions, GatewayPort = gateway };
}
