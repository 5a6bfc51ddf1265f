using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class MessageDelivery
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Consumer} cannot take messages now; the queue waits")]
        public static partial void Waiting(ILogger logger, string consumer, Exception error);

        [LoggerMessage(2, LogLevel.Error, "{Consumer} failed on a message at every delivery: it is the dead letter {Id} now")]
        public static partial void Buried(ILogger logger, string consumer, string id);
    }
}
