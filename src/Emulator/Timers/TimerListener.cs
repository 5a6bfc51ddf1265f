using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>
/// The trigger of one timer function. It waits for the timer's lock, runs the timer while it holds it, and begins again
/// after a loss of the lock or a failure of the storage, for as long as the host is up.
/// </summary>
internal sealed partial class TimerListener(
    string functionName, TimerLockWaiter waiter, TimerRunner runner, TimeProvider time, Jitter jitter, ILogger<TimerListener> logger)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>Returns at once: a storage that fails or a lock that another host holds must not delay the host.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _listening = Task.Run(ListenAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Lets the running invocation finish, stores its status and releases the lock.</summary>
    /// <param name="cancellationToken">The end of patience: cancels the invocation and returns without waiting for it.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _listening.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_listening.IsCompleted)
        {
            Log.Abandoned(logger, functionName);
            await _abort.CancelAsync();
        }
    }

    /// <summary>
    /// Does not wait: an invocation that ignores its token must not keep the process. The sources are not disposed for
    /// the same reason, since it may still use their tokens; they hold nothing but memory.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _abort.CancelAsync();
    }

    private async Task ListenAsync()
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var held = await waiter.AcquireAsync(_abort.Token, _stopping.Token);
                var start = await runner.StartAsync(_stopping.Token);
                failures = 0;
                await runner.RunAsync(start, held, _abort.Token, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                failures++;
                var delay = StorageBackoff.After(failures, jitter);
                Log.Failed(logger, functionName, delay, exception);
                await Task.Delay(delay, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
