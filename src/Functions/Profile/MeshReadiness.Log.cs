using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Profile;

internal sealed partial class MeshReadiness
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The first publish of this process failed; the next tick tries again", EventName = "FirstPublishFailed")]
        public static partial void PublishFailed(ILogger logger, Exception exception);
    }
}
