using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Testing.Servers;

/// <summary>A genuine Redis. It keeps nothing on disk: what the mesh has in it may go at any time.</summary>
public sealed class RedisServer : ServerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DumpTimeout = TimeSpan.FromSeconds(10);

    private static readonly byte[] Ping = "PING\r\n"u8.ToArray();

    private static readonly byte[] Pong = "+PONG\r\n"u8.ToArray();

    private const int Databases = 500;

    private string? _program;
    private int _databases;

    public override string Name => "Redis (redis-server)";

    public int Port { get; } = FreePort.Next();

    /// <summary>For <c>Mesh:Redis</c>.</summary>
    public string Configuration => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>For <c>Mesh:Redis</c> of one mesh: keys and channels that nobody was given before.</summary>
    public string NewDatabase()
    {
        var number = Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        return $"{Configuration},defaultDatabase={number},channelPrefix=mesh-{number}:";
    }

    protected override Task PrepareAsync()
    {
        _program = Require(Name, Find("redis-server"));
        return Task.CompletedTask;
    }

    protected override (string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) Command() => (
        _program!,
        ["--rdbcompression", "no", "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", Directory, "--save", "", "--appendonly", "no", "--databases", Databases.ToString(CultureInfo.InvariantCulture)],
        new Dictionary<string, string>());

    /// <summary>All keys and values of all databases, as Redis writes them to a file.</summary>
    public async Task<byte[]> DumpAsync()
    {
        using var patience = new CancellationTokenSource(DumpTimeout);
        if (!await AskAsync("SAVE\r\n"u8.ToArray(), "+OK\r\n"u8.ToArray(), patience.Token))
        {
            throw new InvalidOperationException("Redis did not save.");
        }

        return await System.IO.File.ReadAllBytesAsync(Path.Combine(Directory, "dump.rdb"), patience.Token);
    }

    protected override async Task<bool> IsReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await AskAsync(Ping, Pong, patience.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> AskAsync(byte[] question, byte[] expected, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(question, cancellationToken);
        var answer = new byte[expected.Length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer.AsSpan().SequenceEqual(expected);
    }
}
