namespace ToskaMesh.Gateway.Documents;

internal sealed partial class FileChangeSignal
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Document} in {Directory} is not watched; it is polled only", EventName = nameof(NotWatched))]
        public static partial void NotWatched(ILogger logger, string document, string directory, Exception exception);
    }
}
