using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

internal sealed partial class TimerListener
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The listener of timer {Function} failed and starts again in {Delay}")]
        public static partial void Failed(ILogger logger, string function, TimeSpan delay, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Timer {Function} did not finish its run in time and is cancelled")]
        public static partial void Abandoned(ILogger logger, string function);
    }
}
