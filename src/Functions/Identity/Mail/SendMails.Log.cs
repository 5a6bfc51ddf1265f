using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity.Mail;

internal sealed partial class SendMails
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail {Id} was not sent and waits: {Reason}")]
        public static partial void NotSent(ILogger logger, Guid id, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Mail {Id} was sealed with another master key and is given up; whoever asked for it has to ask again")]
        public static partial void Unreadable(ILogger logger, Guid id);
    }
}
