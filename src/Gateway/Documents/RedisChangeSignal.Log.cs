namespace ToskaMesh.Gateway.Documents;

internal sealed partial class RedisChangeSignal
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis tells nothing of {Document} yet; it is polled meanwhile: {Reason}", EventName = nameof(NotSubscribed))]
        public static partial void NotSubscribed(ILogger logger, string document, string reason);
    }
}
