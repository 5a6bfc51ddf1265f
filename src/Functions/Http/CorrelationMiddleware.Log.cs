using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Http;

internal sealed partial class CorrelationMiddleware
{
    private static partial class Log
    {
        public static readonly Func<ILogger, string, IDisposable?> Correlated = LoggerMessage.DefineScope<string>("{CorrelationId}");

        [LoggerMessage(1, LogLevel.Information, "{Method} {Path} -> {Status} in {ElapsedMs:F1} ms, caller {Caller}, correlation {CorrelationId}")]
        public static partial void Answered(
            ILogger logger, string method, string path, int status, double elapsedMs, string caller, string correlationId);
    }
}
