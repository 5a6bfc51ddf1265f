using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Retries;

internal sealed partial class RetryLoop
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Function {Function} failed; retry {Retry} follows in {Delay}")]
        public static partial void Retrying(ILogger logger, string function, int retry, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Warning, "Retry {Retry} of function {Function} does not run: its trigger is stopping")]
        public static partial void Abandoned(ILogger logger, string function, int retry);
    }
}
