using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Samples.Hosting;

/// <summary>
/// Keeps this process registered: registers once the server listens, then tells the mesh at a third of the lease how it
/// is. When it stops, it leaves the mesh first and serves on for a moment, so that no request meets a closed port.
/// </summary>
internal sealed partial class MeshMembership(
    MeshService service,
    MeshSettings settings,
    MeshClient mesh,
    MeshJoin join,
    HealthCheckService health,
    IServer server,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<MeshMembership> logger) : BackgroundService, IHostedLifecycleService
{
    private readonly string _instanceId = settings.IdFor(service.Name);
    private readonly CancellationTokenSource _leaving = new();
    private HealthStatus? _reported;
    private bool _known;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _leaving.CancelAsync();
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await mesh.DeregisterAsync(_instanceId, cancellationToken);
            await Task.Delay(settings.ServeOnAfterLeaving, time, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            Log.CouldNotLeave(logger, _instanceId, error.Message);
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Dispose()
    {
        _leaving.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Leaving begins before stoppingToken is cancelled: no beat may follow the deregistration.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _leaving.Token);
        await ListeningAsync(leaving.Token);
        while (!leaving.IsCancellationRequested)
        {
            await TryAsync(leaving.Token);
            await Task.Delay(settings.Lease / 3, time, leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            _known = (_known && await BeatAsync(cancellationToken)) || await JoinAsync(cancellationToken);
            if (_known)
            {
                join.Note();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It leaves.
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // The mesh may be asleep or restarting: the lease outlives a missed beat, and the next one says where we stand.
            Log.Unreachable(logger, _instanceId, error.Message);
        }
    }

    private async Task<bool> JoinAsync(CancellationToken cancellationToken)
    {
        _reported = null;
        await mesh.RegisterAsync(Registration(), cancellationToken);

        // Whatever becomes of the first beat: to register again after it would look like a restart.
        _known = true;
        Log.Joined(logger, _instanceId, service.Name);
        return await BeatAsync(cancellationToken);
    }

    // A heartbeat says "alive as before"; only a change of health needs a report.
    private async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        if (report.Status == _reported)
        {
            return await mesh.HeartbeatAsync(_instanceId, cancellationToken);
        }

        var output = string.Join("; ", report.Entries.Values.Select(entry => entry.Description).OfType<string>());
        var known = await mesh.ReportAsync(_instanceId, report.Status.ToString(), output, cancellationToken);
        _reported = known ? report.Status : null;
        return known;
    }

    private object Registration()
    {
        var listening = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return new
        {
            serviceName = service.Name,
            serviceId = _instanceId,
            address = listening.Host,
            port = listening.Port,
            scheme = listening.Scheme,
            version = service.Version,
            tags = service.Tags,
            leaseSeconds = (int)settings.Lease.TotalSeconds,
            healthCheck = service.HealthPath is { } path
                ? new { type = "http", endpoint = path, interval = "00:00:05", timeout = "00:00:01", unhealthyThreshold = 2 }
                : null,
            routing = service.Open ? new { access = "anonymous" } : null,
        };
    }

    private async Task ListeningAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
