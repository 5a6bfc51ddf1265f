using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store;

internal abstract partial class StoreHealth
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The mesh store does not pass its check: {Reason}", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, string reason, Exception exception);
    }
}
