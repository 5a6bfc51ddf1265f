using System.Collections.Concurrent;

namespace ToskaMesh.Gateway.Tests.Fixtures;

/// <summary>Callers that send one request after the other until they are stopped, and note every answer.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _callers;
    private long _sent;

    private Load(HttpClient client, Func<HttpRequestMessage> request, int callers) =>
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(client, request))));

    /// <summary>Everything that was no success: a status, or what was thrown.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public long Sent => Interlocked.Read(ref _sent);

    public static Load Start(HttpClient client, string path, int callers = 8) =>
        Start(client, () => new HttpRequestMessage(HttpMethod.Get, path), callers);

    public static Load Start(HttpClient client, Func<HttpRequestMessage> request, int callers = 8) => new(client, request, callers);

    /// <summary>Waits until this many more requests have been answered.</summary>
    public Task MoreAsync(int requests)
    {
        var target = Sent + requests;
        return Testing.Eventually.TrueAsync(() => Sent >= target, $"{requests} more requests");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task CallAsync(HttpClient client, Func<HttpRequestMessage> request)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var message = request();
                using var response = await client.SendAsync(message, CancellationToken.None);
                if (!response.IsSuccessStatusCode)
                {
                    Failures.Enqueue($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
            }
            catch (HttpRequestException failure)
            {
                Failures.Enqueue(failure.ToString());
            }

            Interlocked.Increment(ref _sent);
        }
    }
}
