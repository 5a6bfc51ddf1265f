using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity;

internal sealed partial class CredentialsAfterCommit
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The credentials could not be published with the change; the next tick tries again")]
        public static partial void NotPublished(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The credentials were not published with the change within {Deadline}; the next tick tries again")]
        public static partial void Late(ILogger logger, TimeSpan deadline);
    }
}
