using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>Runs one timer while its lock is held. One loop makes all runs, so they cannot overlap.</summary>
internal sealed partial class TimerRunner(
    TimerDefinition timer,
    RunTimerFunction run,
    StoredTimerStatus stored,
    RetryLoop retries,
    TimeProvider time,
    ILogger<TimerRunner> logger)
{
    // A timer is woken at least this often, to see that the wall clock was set; timers themselves do not notice.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private bool _ranOnStartup;

    /// <summary>Reads what is stored and decides the run at the start; fails when the storage does.</summary>
    public async Task<TimerStart> StartAsync(CancellationToken stopping)
    {
        var last = timer.KeepsStatus ? await stored.ReadAsync(stopping) : null;
        var start = TimerDecision.AtStart(timer, last, time.GetUtcNow());
        if (start.MustStore)
        {
            await stored.WriteAsync(start.Status, stopping);
        }

        Log.Started(logger, timer.FunctionName, timer.Schedule, start.Status.Next, start.Run);
        return start;
    }

    /// <summary>
    /// Returns when the lock is lost or <paramref name="stopping"/> is cancelled, after the running invocation, which
    /// only <paramref name="abort"/> cancels.
    /// </summary>
    public async Task RunAsync(TimerStart start, HeldTimerLock held, CancellationToken abort, CancellationToken stopping)
    {
        held.StartRenewing();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, held.Lost);
        var status = start.Status;
        var isDue = start.Run == StartupRun.PastDue || (start.Run == StartupRun.OnStartup && !_ranOnStartup);
        var isPastDue = start.Run == StartupRun.PastDue;
        _ranOnStartup = true;
        while (!ending.IsCancellationRequested && held.IsValid)
        {
            if (isDue)
            {
                status = await FireAsync(status, isPastDue, held, ending.Token, abort);
                isPastDue = false;
            }

            (isDue, status) = await WaitAsync(status, ending.Token);
        }
    }

    private async Task<(bool IsDue, TimerStatus Status)> WaitAsync(TimerStatus status, CancellationToken ending)
    {
        for (var now = time.GetUtcNow(); now < status.Next;)
        {
            var left = status.Next - now;
            // Rounded up: a timer counts in milliseconds and would wake too early.
            var wait = left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
            await Task.Delay(wait, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
            {
                return (false, status);
            }

            var seen = now;
            now = time.GetUtcNow();
            status = TimerDecision.AfterClockChange(timer.Schedule, status, seen, now);
        }

        return (true, status);
    }

    private async Task<TimerStatus> FireAsync(
        TimerStatus status, bool isPastDue, HeldTimerLock held, CancellationToken ending, CancellationToken abort)
    {
        var startedAt = time.GetUtcNow();
        var invocationId = Guid.NewGuid();
        var tick = new TimerTick(timer.KeepsStatus ? status : null, isPastDue);
        await retries.RunAsync(
            timer.FunctionName,
            timer.Retry,
            attempt => TryAsync(new TimerInvocation(timer.FunctionName, invocationId, tick, attempt), abort),
            ending);

        // A run that was cancelled halfway is not recorded: the next start makes up for it.
        abort.ThrowIfCancellationRequested();
        var next = TimerDecision.AfterRun(timer.Schedule, startedAt);
        if (timer.KeepsStatus)
        {
            await stored.WriteAfterRunAsync(next, held, ending, abort);
        }

        return next;
    }

    private async Task<bool> TryAsync(TimerInvocation invocation, CancellationToken abort)
    {
        try
        {
            return await run(invocation, abort);
        }
        catch (Exception exception) when (!abort.IsCancellationRequested)
        {
            Log.RunFailed(logger, invocation.FunctionName, invocation.InvocationId, exception);
            return false;
        }
    }
}
