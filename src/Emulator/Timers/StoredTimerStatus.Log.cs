using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

internal sealed partial class StoredTimerStatus
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The status {Status} could not be stored")]
        public static partial void WriteFailed(ILogger logger, string status, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The last run is not in the status {Status}: a restart now would count it as missed")]
        public static partial void NotStored(ILogger logger, string status);
    }
}
