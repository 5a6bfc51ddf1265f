using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Messaging;

internal sealed partial class InProcessEventBus
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Type} of {Subject}, revision {Revision} ({EventId})")]
        public static partial void Published(ILogger logger, string type, string subject, long revision, Guid eventId);
    }
}
