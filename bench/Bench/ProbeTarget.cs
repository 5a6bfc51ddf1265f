using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Bench;

/// <summary>
/// A loopback port that answers 200 to whatever comes, on connections that it keeps, and remembers when it came; or, as
/// a black hole, takes it and never answers. A request is expected to arrive in one piece, as those of probes do.
/// </summary>
internal sealed class ProbeTarget(Socket listener, int port)
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly Lock _lock = new();
    private readonly List<long> _arrivals = [];
    private int _connections;
    private volatile bool _isBlackHole;

    public int Port => port;

    public static ProbeTarget? TryListen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(16);
            return new ProbeTarget(listener, port);
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
            return null;
        }
    }

    public async Task ServeAsync()
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            Interlocked.Increment(ref _connections);
            _ = TalkAsync(connection);
        }
    }

    public void Swallow() => _isBlackHole = true;

    /// <summary>A new window: of what was before, only the last arrival counts on, as the start of a gap.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _arrivals.RemoveRange(0, Math.Max(0, _arrivals.Count - 1));
            _connections = 0;
        }
    }

    /// <returns>Whether it answers, connections, and the gaps in milliseconds; the last is still open.</returns>
    public string Describe(long start, long now)
    {
        lock (_lock)
        {
            var moments = _arrivals.Count == 0 ? [start, now] : _arrivals.Append(now).ToArray();
            var gaps = moments.Zip(moments.Skip(1), (from, to) => TimeProvider.System.GetElapsedTime(from, to).TotalMilliseconds);
            return string.Create(
                CultureInfo.InvariantCulture, $"{(_isBlackHole ? "black" : "well")} {_connections} {string.Join(' ', gaps.Select(gap => (long)gap))}");
        }
    }

    private async Task TalkAsync(Socket connection)
    {
        using var _ = connection;
        var request = new byte[1024];
        try
        {
            while (await connection.ReceiveAsync(request) > 0)
            {
                lock (_lock)
                {
                    _arrivals.Add(TimeProvider.System.GetTimestamp());
                }

                if (!_isBlackHole)
                {
                    await connection.SendAsync(Answer);
                }
            }
        }
        catch (SocketException)
        {
            // The prober gave up on it.
        }
    }
}
