using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Host.Queues;

internal sealed partial class QueueListener
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Function {Function} listens to {Source}")]
        public static partial void Listening(ILogger logger, string function, string source);

        [LoggerMessage(2, LogLevel.Error, "Function {Function} cannot listen to {Source} and tries again in {Delay}")]
        public static partial void Failed(ILogger logger, string function, string source, TimeSpan delay, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Function {Function} did not finish its message in time and is cancelled")]
        public static partial void Abandoned(ILogger logger, string function);
    }
}
