using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store;

internal sealed partial class StoreWriter
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A batch of {Count} writes failed; none of it was written", EventName = "BatchFailed")]
        public static partial void BatchFailed(ILogger logger, int count, Exception exception);
    }
}
