using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity.Accounts;

internal sealed partial class BootstrapSecret
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "No user is an Admin yet; the secret that makes the first one stands in {Path}")]
        public static partial void Made(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Warning, "{Path} holds a bootstrap secret that is used up, and cannot be deleted")]
        public static partial void NotDeleted(ILogger logger, string path, Exception exception);
    }
}
