using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Cli.Launch;

/// <summary>Looks before anything is started whether the ports are free, since a late bind error hides in a log.</summary>
internal static class PortCheck
{
    /// <returns>A sentence for each port that cannot be used, with the option that moves it.</returns>
    public static IReadOnlyList<string> Conflicts(UpSettings settings)
    {
        (int Port, string What, string Option)[] wanted =
        [
            (settings.FunctionsPort, "the function app", "--functions-port"),
            (settings.GatewayPort, "the gateway", "--gateway-port"),
            (settings.H2cPort, "the gateway's cleartext HTTP/2 (the port after --gateway-port)", "--gateway-port"),
        ];
        var taken = wanted
            .Where(port => !IsFree(port.Port))
            .Select(port => $"Port {port.Port}, for {port.What}, is in use. Choose another with {port.Option} N.");
        var shared = wanted
            .GroupBy(port => port.Port)
            .Where(group => group.Count() > 1)
            .Select(group => $"Port {group.Key} is wanted twice: move --functions-port or --gateway-port.");
        return [.. shared, .. taken];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
