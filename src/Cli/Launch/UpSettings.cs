namespace ToskaMesh.Cli.Launch;

/// <summary>What <c>toska up</c> was asked for.</summary>
internal sealed record UpSettings
{
    public const int DefaultFunctionsPort = 7071;
    public const int DefaultGatewayPort = 8080;

    public MeshProfile Profile { get; init; } = MeshProfile.Embedded;

    public FunctionsHost Host { get; init; }

    /// <summary>Somebody else runs the servers, at the same ports: containers, for example.</summary>
    public bool NoServers { get; init; }

    /// <summary>Servers that this run started outlive it.</summary>
    public bool KeepServers { get; init; }

    public bool Samples { get; init; } = true;

    public int FunctionsPort { get; init; } = DefaultFunctionsPort;

    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>HTTP/1.1 and cleartext HTTP/2 cannot share a port.</summary>
    public int H2cPort => GatewayPort + 1;

    public required DataDirectory Data { get; init; }

    public Uri Functions => new($"http://127.0.0.1:{FunctionsPort}");

    public Uri Gateway => new($"http://127.0.0.1:{GatewayPort}");
}
