using Yarp.ReverseProxy.Forwarder;

namespace ToskaMesh.Gateway.Telemetry;

internal sealed partial class RequestTelemetry
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} of {Service}: {Status} in {Milliseconds} ms from {Instance}, correlation {CorrelationId}", EventName = nameof(Completed))]
        public static partial void Completed(
            ILogger logger, string method, string service, string? path, int status, double milliseconds, string? instance, string correlationId);

        [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} of {Service}: {Status} in {Milliseconds} ms from {Instance}: {Error}, {Message} Correlation {CorrelationId}", EventName = nameof(Failed))]
        public static partial void Failed(
            ILogger logger, string method, string service, string? path, int status, double milliseconds, string? instance, ForwarderError error, string? message, string correlationId);
    }
}
