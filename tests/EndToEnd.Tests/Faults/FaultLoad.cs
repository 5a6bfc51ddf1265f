using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ToskaMesh.EndToEnd.Tests.Running;

namespace ToskaMesh.EndToEnd.Tests.Faults;

/// <summary>
/// Registrations and heartbeats at the function app, requests through the gateway: steadily, far below what the machine
/// can do, so that what is seen is the fault.
/// </summary>
internal sealed class FaultLoad : IAsyncDisposable
{
    // A service's history keeps about two hundred events: none may fall out before it is looked at.
    private const int InstancesOfAService = 50;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Mesh _mesh;
    private readonly string _service;
    private readonly MeshClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentBag<string> _failedRequests = [];
    private readonly Task _workers;
    private int _registrations;
    private int _refused;
    private int _heartbeats;
    private int _lostInstances;
    private int _requests;

    /// <param name="service">Has instances that answer.</param>
    /// <param name="instances">Of that service, alive through their heartbeats.</param>
    public FaultLoad(Mesh mesh, string service, IReadOnlyList<string> instances)
    {
        (_mesh, _service, _client) = (mesh, service, mesh.Client());
        _workers = Task.WhenAll(
            EveryBeatAsync(RegisterAsync),
            EveryBeatAsync(() => HeartbeatAsync(instances[_heartbeats % instances.Count])),
            EveryBeatAsync(RequestAsync),
            EveryBeatAsync(RequestAsync),
            EveryBeatAsync(RequestAsync));
    }

    /// <summary>The instances whose registration was answered with 2xx, with their service.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    public int Refused => _refused;

    public int Heartbeats => _heartbeats;

    /// <summary>Heartbeats answered with 404.</summary>
    public int LostInstances => _lostInstances;

    public int Requests => _requests;

    /// <summary>Through the gateway: whatever was not answered with 200.</summary>
    public IReadOnlyCollection<string> FailedRequests => _failedRequests;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _workers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task EveryBeatAsync(Func<Task> work)
    {
        using var timer = new PeriodicTimer(Beat);
        while (!_stop.IsCancellationRequested)
        {
            await work();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task RegisterAsync()
    {
        var number = Interlocked.Increment(ref _registrations);
        var (service, id) = ($"load-{number / InstancesOfAService}", $"load-instance-{number}");
        var answer = await TryAsync(() => _client.RegisterAsync(service, id, 10_000 + (number % 50_000), leaseSeconds: 3600));
        if (answer is HttpStatusCode.OK)
        {
            _acknowledged[id] = service;
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }

    private async Task HeartbeatAsync(string instance)
    {
        var answer = await TryAsync(() => _client.HeartbeatAsync(instance));
        Interlocked.Increment(ref _heartbeats);
        if (answer is HttpStatusCode.NotFound)
        {
            Interlocked.Increment(ref _lostInstances);
        }
    }

    private async Task RequestAsync()
    {
        string? error = null;
        var answer = await TryAsync(
            async () =>
            {
                using var response = await _mesh.GetThroughGatewayAsync($"/mesh/{_service}/");
                return response.StatusCode;
            },
            failure => error = failure.Message);
        Interlocked.Increment(ref _requests);
        if (answer is not HttpStatusCode.OK)
        {
            _failedRequests.Add(error ?? $"{answer}");
        }
    }

    // Null: no answer, so that nothing was promised.
    private static async Task<HttpStatusCode?> TryAsync(Func<Task<HttpStatusCode>> call, Action<Exception>? failed = null)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or TaskCanceledException)
        {
            failed?.Invoke(exception);
            return null;
        }
    }
}
