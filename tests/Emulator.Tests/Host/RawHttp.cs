using System.Net.Sockets;
using System.Text;

namespace ToskaMesh.Emulator.Tests.Host;

/// <summary>Sends bytes as they are.</summary>
internal static class RawHttp
{
    /// <summary>For a whole request after which the server closes.</summary>
    public static Task<string> AskAsync(Uri address, string request) =>
        SendAsync(address, Encoding.UTF8.GetBytes(request), goesAway: false);

    /// <summary>For a request that may be waiting for more: says that nothing follows, which the server takes for an abort.</summary>
    public static Task<string> BreakOffAsync(Uri address, byte[] request) => SendAsync(address, request, goesAway: true);

    /// <returns>What came back, which is nothing where the connection was cut.</returns>
    private static async Task<string> SendAsync(Uri address, byte[] request, bool goesAway)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var answer = new MemoryStream();
        try
        {
            await socket.SendAsync(request, patience.Token);
            if (goesAway)
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            await using var stream = new NetworkStream(socket);
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // A connection that is cut is an answer to nonsense.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
