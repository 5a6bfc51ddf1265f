using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

internal sealed partial class TimerLockWaiter
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Another host runs the timer of {Lock}; this one stands by")]
        public static partial void StandingBy(ILogger logger, string @lock);

        [LoggerMessage(2, LogLevel.Error, "The storage does not answer; the timer of {Lock} starts without its lock, and another host may run it, too")]
        public static partial void Unguarded(ILogger logger, string @lock, Exception exception);
    }
}
