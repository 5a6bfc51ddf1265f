using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Host.Admin;

internal sealed partial class ManualStarts
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} could not be started by hand")]
        public static partial void NotStarted(ILogger logger, string function, Exception exception);
    }
}
