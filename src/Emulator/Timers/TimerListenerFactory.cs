using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>Puts the listener of a timer function together.</summary>
internal sealed class TimerListenerFactory(
    TimerHost host, ITimerStatusStore statuses, ITimerLock locks, TimeProvider time, Jitter jitter, ILoggerFactory loggers)
{
    public TimerListener Create(TimerDefinition timer, RunTimerFunction run)
    {
        var names = TimerBlobNames.For(host.Id, timer.FunctionName);
        var terms = new TimerLockTerms(names.Lock, host.LeaseDuration, RunsWithoutStorage: !timer.KeepsStatus);
        var waiter = new TimerLockWaiter(locks, terms, time, loggers);
        var stored = new StoredTimerStatus(statuses, names.Status, time, jitter, loggers.CreateLogger<StoredTimerStatus>());
        var retries = new RetryLoop(time, jitter, loggers.CreateLogger<RetryLoop>());
        var runner = new TimerRunner(
            timer, run, stored, retries, time, loggers.CreateLogger<TimerRunner>());
        return new TimerListener(timer.FunctionName, waiter, runner, time, jitter, loggers.CreateLogger<TimerListener>());
    }
}
