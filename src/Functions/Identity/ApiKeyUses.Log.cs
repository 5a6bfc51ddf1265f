using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Identity;

internal sealed partial class ApiKeyUses
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The use of key {Id} could not be noted")]
        public static partial void NotNoted(ILogger logger, string id, Exception exception);
    }
}
