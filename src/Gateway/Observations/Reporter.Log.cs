namespace ToskaMesh.Gateway.Observations;

internal sealed partial class Reporter
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This gateway reports nothing: neither Mesh:Gateway:ApiKey nor Mesh:Gateway:ClientId is set", EventName = nameof(Silent))]
        public static partial void Silent(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The control plane does not take reports, and what is newest is kept until it does: {Reason}", EventName = nameof(Unavailable))]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Information, "The control plane takes reports again", EventName = nameof(Available))]
        public static partial void Available(ILogger logger);

        [LoggerMessage(4, LogLevel.Error, "The control plane refused a report, which is lost: {Reason}", EventName = nameof(Refused))]
        public static partial void Refused(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Error, "Reporting failed; it goes on with the next report", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
