using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

internal sealed partial class HeldTimerLock
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The lease on {Lock} is lost: the timer makes no further run until it is this host's again")]
        public static partial void Lost(ILogger logger, string @lock);

        [LoggerMessage(2, LogLevel.Error, "The lease on {Lock} could not be renewed")]
        public static partial void RenewalFailed(ILogger logger, string @lock, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "The lease on {Lock} was not released and ends by itself")]
        public static partial void NotReleased(ILogger logger, string @lock, Exception? exception);
    }
}
