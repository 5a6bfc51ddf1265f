using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Drain;

/// <summary>
/// Stops in an order that loses nothing: not ready, then for a while still listening and closing connections politely,
/// then the server finishes what is in flight. Upgraded connections have no end of their own and are given one.
/// </summary>
internal sealed class DrainState : IHostedLifecycleService, IDisposable
{
    private readonly DrainOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _endOfUpgraded;
    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenRegistration _stopping;

    public DrainState(IOptions<GatewayOptions> options, IHostApplicationLifetime lifetime, TimeProvider timeProvider)
    {
        _options = options.Value.Drain;
        _timeProvider = timeProvider;
        _endOfUpgraded = new CancellationTokenSource(Timeout.InfiniteTimeSpan, timeProvider);
        _stopping = lifetime.ApplicationStopping.Register(_begun.Cancel);
    }

    public bool IsDraining => _begun.IsCancellationRequested;

    /// <summary>Cancelled when it begins to drain: who holds a request for long answers it now.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Cancelled when upgraded connections have to go.</summary>
    public CancellationToken EndOfUpgraded => _endOfUpgraded.Token;

    /// <summary>Runs before any hosted service stops, the server included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _begun.CancelAsync();
        _endOfUpgraded.CancelAfter(_options.Delay + _options.UpgradedTimeout);
        await Task.Delay(_options.Delay, _timeProvider, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _endOfUpgraded.Dispose();
        _begun.Dispose();
    }
}
