using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

internal sealed partial class DurableEngine
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "This host runs the orchestrations of hub {Hub}")]
        public static partial void Opened(ILogger logger, string hub);

        [LoggerMessage(2, LogLevel.Warning, "Another host runs the orchestrations of hub {Hub} in {Directory}; this one stands by")]
        public static partial void StandsBy(ILogger logger, string hub, string directory);

        [LoggerMessage(3, LogLevel.Error, "The orchestrations of hub {Hub} could not be opened; it is tried again")]
        public static partial void NotOpened(ILogger logger, string hub, Exception exception);
    }
}
