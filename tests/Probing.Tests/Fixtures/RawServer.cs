using System.Net;
using System.Net.Sockets;

namespace ToskaMesh.Probing.Tests.Fixtures;

/// <summary>Accepts connections, and does with each what the test says; by default nothing at all, for ever.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _serving = [];
    private readonly Task _accepting;

    private RawServer(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends with the first connection.</summary>
    public Task Accepted => _accepted.Task;

    public static RawServer Start(Func<NetworkStream, CancellationToken, Task>? serve = null) =>
        new(serve ?? ((_, stop) => NeverAsync(stop)));

    public static Task NeverAsync(CancellationToken stop) => new TaskCompletionSource().Task.WaitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_serving);
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _serving.Add(ServeAsync(client, serve));
                _accepted.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream(), _stop.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
            {
                // The prober has gone, or the test.
            }
        }
    }
}
