using Microsoft.Extensions.Logging;

namespace ToskaMesh.Redis;

internal sealed partial class RedisConnection
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Redis does not answer; until it does, limits are counted in this process and hints are missed: {Reason}", EventName = nameof(Lost))]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Redis answers again", EventName = nameof(Found))]
        public static partial void Found(ILogger logger);
    }
}
