using System.Globalization;
using System.Net;

namespace ToskaMesh.Emulator.Host;

/// <summary>The arguments that are the host's: <c>--port</c> and <c>--address</c>. All others are the application's.</summary>
internal sealed record LaunchArguments(IPAddress Address, int Port)
{
    /// <summary>The port of <c>func start</c>.</summary>
    public const int DefaultPort = 7071;

    /// <exception cref="ArgumentException">A value is no port or no address.</exception>
    public static LaunchArguments Parse(string[] args) =>
        new(
            Value(args, "--address") is { } address ? ParseAddress(address) : IPAddress.Loopback,
            Value(args, "--port") is { } port ? ParsePort(port) : DefaultPort);

    private static string? Value(string[] args, string name)
    {
        var index = Array.FindIndex(args, a => a == name || a.StartsWith(name + '=', StringComparison.Ordinal));
        if (index < 0)
        {
            return null;
        }

        return args[index] == name
            ? args.ElementAtOrDefault(index + 1) ?? throw new ArgumentException($"{name} needs a value.", nameof(args))
            : args[index][(name.Length + 1)..];
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new ArgumentException($"--port {text}: give a number from 0 (any free port) to {IPEndPoint.MaxPort}.");

    private static IPAddress ParseAddress(string text) =>
        IPAddress.TryParse(text, out var address)
            ? address
            : throw new ArgumentException($"--address {text}: give an IP address, such as 0.0.0.0 for all interfaces.");
}
