using Microsoft.Extensions.Logging;

namespace ToskaMesh.Shared.Limits;

public sealed partial class FallbackLimitCounters
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Limits are counted in this process alone: {Reason}")]
        public static partial void CountingLocally(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Limits are counted for all processes again")]
        public static partial void SharedAgain(ILogger logger);
    }
}
