using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

internal sealed partial class TimerRunner
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Timer {Function} runs {Schedule}, next at {Next:o}; run at start: {Run}")]
        public static partial void Started(
            ILogger logger, string function, TimerSchedule schedule, DateTimeOffset next, StartupRun run);

        [LoggerMessage(2, LogLevel.Error, "Timer {Function}: invocation {InvocationId} could not be run")]
        public static partial void RunFailed(ILogger logger, string function, Guid invocationId, Exception exception);
    }
}
