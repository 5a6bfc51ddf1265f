using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Http;

internal sealed partial class FailureMiddleware
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed")]
        public static partial void Failed(ILogger logger, string function, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Function} answered 503: {Reason}")]
        public static partial void Unavailable(ILogger logger, string function, string reason, Exception exception);
    }
}
