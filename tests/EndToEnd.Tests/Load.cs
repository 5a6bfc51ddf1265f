using System.Net;
using ToskaMesh.EndToEnd.Tests.Running;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>Steady traffic to one service until it is told to stop; every answer that is not 200 is kept.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _failures = [];
    private readonly List<Task> _workers;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private long _answers;

    public Load(Mesh mesh, string service, int workers = 8)
    {
        _http.DefaultRequestHeaders.Add("X-API-Key", mesh.AdminKey);
        _workers = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(() => RunAsync(new Uri(mesh.GatewayAddress, $"/mesh/{service}/"))))];
    }

    public long Answers => Interlocked.Read(ref _answers);

    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_workers);
        return _failures;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Uri address)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var response = await _http.GetAsync(address, CancellationToken.None);
                Count(response.StatusCode is HttpStatusCode.OK ? null : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException error)
            {
                Count(error.ToString());
            }
        }
    }

    private void Count(string? failure)
    {
        Interlocked.Increment(ref _answers);
        if (failure is not null)
        {
            lock (_failures)
            {
                _failures.Add(failure);
            }
        }
    }
}
