using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity;

internal sealed partial class CredentialsAfterCommit
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The credentials could not be published with the change; the next tick tries again")]
        public static partial void NotPublished(ILogger logger, Exception exception);
    }
}
