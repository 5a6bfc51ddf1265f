using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

/// <summary>Stands by until the lock of a timer is this host's.</summary>
internal sealed partial class TimerLockWaiter(
    ITimerLock locks, TimerLockTerms terms, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<TimerLockWaiter>();

    /// <summary><paramref name="stopping"/> ends the waiting, <paramref name="abort"/> the release of the lock later on.</summary>
    public async Task<HeldTimerLock> AcquireAsync(CancellationToken abort, CancellationToken stopping)
    {
        for (var attempt = 0; ; attempt++)
        {
            var askedAt = time.GetUtcNow();
            try
            {
                if (await locks.TryAcquireAsync(terms.Name, terms.Duration, stopping) is { } lease)
                {
                    return Hold(lease, askedAt, abort);
                }
            }
            catch (Exception exception) when (terms.RunsWithoutStorage && !stopping.IsCancellationRequested)
            {
                Log.Unguarded(_logger, terms.Name, exception);
                return Hold(lease: null, askedAt, abort);
            }

            if (attempt == 0)
            {
                Log.StandingBy(_logger, terms.Name);
            }

            await Task.Delay(terms.Interval, time, stopping);
        }
    }

    private HeldTimerLock Hold(TimerLease? lease, DateTimeOffset askedAt, CancellationToken abort) =>
        new(locks, terms, lease, askedAt, time, loggers.CreateLogger<HeldTimerLock>(), abort);
}
