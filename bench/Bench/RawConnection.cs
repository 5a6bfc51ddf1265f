using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToskaMesh.Bench;

/// <summary>A kept-alive HTTP/1.1 connection that sends the same GET again and again. It costs a fraction of HttpClient, which would load the machine as much as what is measured.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[16 * 1024];

    private RawConnection(Uri url) => _request = Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n");

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection(url);
        await connection._socket.ConnectAsync(IPAddress.Loopback, url.Port);
        return connection;
    }

    /// <returns>Whether the answer was 200, once all of it has come.</returns>
    public async Task<bool> AskAsync()
    {
        await _socket.SendAsync(_request);
        var length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
            {
                return false;
            }

            length += read;
        }

        return _answer.AsSpan(9, 3).SequenceEqual("200"u8);
    }

    public void Dispose() => _socket.Dispose();

    // The bench's upstream answers "ok": with a length of 2, or in one chunk.
    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        return end >= 0 && (answer[(end + 4)..].SequenceEqual("ok"u8) || answer.EndsWith("0\r\n\r\n"u8));
    }
}
