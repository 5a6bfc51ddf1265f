using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ToskaMesh.Testing;

/// <summary>
/// Ports on loopback that nothing listens on. They are taken below the range from which systems give outgoing
/// connections theirs, so that none of the test's own connections lands on one between this answer and its use.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 17_000;

    private static int _last = RandomNumberGenerator.GetInt32(Count);

    /// <summary>A port that this process was not given before.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
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
