using Microsoft.Extensions.Logging;

namespace ToskaMesh.Shared.Messaging;

public sealed partial class OutboxRelay
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {Id} ({Type}, {Subject}) could not be sent and will be tried again.")]
        public static partial void NotSent(ILogger logger, Guid id, string type, string subject, Exception error);

        [LoggerMessage(2, LogLevel.Critical, "Event {Id} ({Type}, {Subject}) is parked: it failed too often, and the events behind it wait for it.")]
        public static partial void Parked(ILogger logger, Guid id, string type, string subject, Exception error);

        [LoggerMessage(3, LogLevel.Warning, "The event bus cannot be reached; what is in the outbox waits.")]
        public static partial void BusUnavailable(ILogger logger, Exception error);
    }
}
