using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed partial class FunctionInvoker
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Function {Function} failed, invocation {InvocationId}")]
        public static partial void Failed(ILogger logger, string function, string invocationId, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Function {Function} did not end within {Timeout}, invocation {InvocationId}")]
        public static partial void TimedOut(ILogger logger, string function, string invocationId, TimeSpan timeout);

        [LoggerMessage(3, LogLevel.Debug, "Function {Function} was cancelled, invocation {InvocationId}")]
        public static partial void Cancelled(ILogger logger, string function, string invocationId, Exception exception);
    }
}
