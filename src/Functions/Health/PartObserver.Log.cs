using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Health;

internal sealed partial class PartObserver
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Health part {Part} failed")]
        public static partial void Failed(ILogger logger, string part, Exception exception);
    }
}
