using System.Net.Sockets;
using System.Text;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Sends a request line as it is written, which no client library does.</summary>
internal sealed class RawHttp(int port) : IDisposable
{
    private readonly List<TcpClient> _connections = [];

    public Task<string> GetAsync(string target, CancellationToken cancellationToken) => SendAsync("GET", target, "", cancellationToken);

    public async Task<string> SendAsync(string method, string target, string headers, CancellationToken cancellationToken)
    {
        var connection = new TcpClient();
        _connections.Add(connection);
        await connection.ConnectAsync("127.0.0.1", port, cancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n{headers}\r\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());
}
