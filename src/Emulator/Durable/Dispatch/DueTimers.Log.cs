using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

internal sealed partial class DueTimers
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The durable store could not be asked for timers; it is asked again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
