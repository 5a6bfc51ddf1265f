using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Registry;

internal sealed partial class AwakeNote
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No tick ran for a while, and that the control plane is awake could not be stored")]
        public static partial void NotNoted(ILogger logger, Exception exception);
    }
}
