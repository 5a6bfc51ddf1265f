using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>
/// Runs the orchestrations of one hub in one data directory. While another host does, it stands by: neither dispatches
/// nor takes what a client wants.
/// </summary>
internal sealed partial class DurableEngine(DurableParts parts, DurableSettings settings, string directory, ILogger<DurableEngine> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan StandBy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<OpenHub> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Task _opening = Task.CompletedTask;

    public string Hub => settings.Hub;

    /// <summary>Returns at once: opening the store must not delay the host, and another host may have it.</summary>
    public void Start() => _opening = Task.Run(OpenAsync);

    /// <exception cref="HubUnavailableException">There is none within a few seconds, mostly because another host has it.</exception>
    public async Task<OpenHub> HubAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _opened.Task.WaitAsync(Patience, parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new HubUnavailableException(
                $"This host does not have the orchestrations of hub '{settings.Hub}'. Another host on {directory} may run them: only one does, so stop it or use another data directory.");
        }
    }

    /// <summary>Begins no more work, and waits for what is under way until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _opening;
        if (_opened.Task is { IsCompletedSuccessfully: true, Result: { } hub })
        {
            await hub.StopAsync(cancellationToken);
        }
    }

    /// <summary>Comes after the last client's call.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        if (_opened.Task is { IsCompletedSuccessfully: true, Result: { } hub })
        {
            await hub.DisposeAsync();
        }
    }

    private async Task OpenAsync()
    {
        for (var waited = false; !_stopping.IsCancellationRequested; waited = true)
        {
            try
            {
                if (OpenHub.TryOpen(parts, directory, settings) is { } hub)
                {
                    Log.Opened(logger, settings.Hub);
                    _opened.SetResult(hub);
                    return;
                }

                if (!waited)
                {
                    Log.StandsBy(logger, settings.Hub, directory);
                }
            }
            catch (Exception exception)
            {
                Log.NotOpened(logger, settings.Hub, exception);
            }

            await Task.Delay(StandBy, parts.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _opened.TrySetException(new HubUnavailableException("The host has stopped: its orchestrations take no more changes."));
    }
}
