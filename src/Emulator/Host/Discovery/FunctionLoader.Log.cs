using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Host.Discovery;

internal sealed partial class FunctionLoader
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} is in error and will not run: {Reason}")]
        public static partial void InError(ILogger logger, string function, string reason);

        [LoggerMessage(2, LogLevel.Warning, "{Type}.{Method} is no public method of a public top-level class, so it is not seen as a function")]
        public static partial void Missed(ILogger logger, Type type, string method);
    }
}
