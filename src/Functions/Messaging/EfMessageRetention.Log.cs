using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class EfMessageRetention
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} dead letters were dropped, the oldest ones: more than {Limit} wait for a person")]
        public static partial void Dropped(ILogger logger, int count, int limit);
    }
}
