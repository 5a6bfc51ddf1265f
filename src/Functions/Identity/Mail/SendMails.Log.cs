using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity.Mail;

internal sealed partial class SendMails
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail {Id} was not sent and waits: {Reason}")]
        public static partial void NotSent(ILogger logger, Guid id, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Mail {Id} cannot be opened with this master key and waits until {Until}; put the old one back, or whoever asked for it has to ask again")]
        public static partial void Unreadable(ILogger logger, Guid id, DateTimeOffset until);

        [LoggerMessage(3, LogLevel.Warning, "Mail {Id} is given up, its recipient was refused: {Reason}")]
        public static partial void Refused(ILogger logger, Guid id, string reason);
    }
}
