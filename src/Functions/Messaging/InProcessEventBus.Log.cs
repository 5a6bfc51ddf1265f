using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class InProcessEventBus
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Type} of {Subject}, revision {Revision} ({EventId})")]
        public static partial void Published(ILogger logger, string type, string subject, long revision, Guid eventId);

        [LoggerMessage(2, LogLevel.Warning, "{Consumer} failed on event {EventId}, delivery {Delivery}; it comes again")]
        public static partial void Failed(ILogger logger, string consumer, Guid eventId, int delivery, Exception error);

        [LoggerMessage(3, LogLevel.Error, "{Consumer} failed on event {EventId} at every delivery: it is a dead letter now")]
        public static partial void Died(ILogger logger, string consumer, Guid eventId, Exception error);
    }
}
