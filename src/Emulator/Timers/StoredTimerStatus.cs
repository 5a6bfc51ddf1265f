using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The status of one timer in the storage.</summary>
internal sealed partial class StoredTimerStatus(
    ITimerStatusStore statuses, string name, TimeProvider time, Jitter jitter, ILogger<StoredTimerStatus> logger)
{
    public Task<TimerStatus?> ReadAsync(CancellationToken cancellationToken) => statuses.ReadAsync(name, cancellationToken);

    public Task WriteAsync(TimerStatus status, CancellationToken cancellationToken) =>
        statuses.WriteAsync(name, status, cancellationToken);

    /// <summary>
    /// After a run, where a failing storage must not stop the timer: tries until the status is stored, the next
    /// occurrence is due (whose own status replaces this one), or the timer ends. A host that lost the lock does not
    /// write: the status is another's now.
    /// </summary>
    public async Task WriteAfterRunAsync(
        TimerStatus status, HeldTimerLock held, CancellationToken ending, CancellationToken abort)
    {
        for (var failures = 1; held.IsValid; failures++)
        {
            if (await TryWriteAsync(status, abort))
            {
                return;
            }

            var delay = StorageBackoff.After(failures, jitter);
            if (ending.IsCancellationRequested || time.GetUtcNow() + delay >= status.Next)
            {
                break;
            }

            // The end of the timer ends the wait, and one last attempt follows.
            await Task.Delay(delay, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Log.NotStored(logger, name);
    }

    private async Task<bool> TryWriteAsync(TimerStatus status, CancellationToken abort)
    {
        try
        {
            await WriteAsync(status, abort);
            return true;
        }
        catch (Exception exception) when (!abort.IsCancellationRequested)
        {
            Log.WriteFailed(logger, name, exception);
            return false;
        }
    }
}
