using Microsoft.Extensions.Logging;

namespace ToskaMesh.Samples.Hosting;

internal sealed partial class MeshConfiguration
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Instance} applied its configuration: {Versions}")]
        public static partial void Applied(ILogger logger, string instance, string versions);

        [LoggerMessage(2, LogLevel.Warning, "{Instance} refused its configuration ({Versions}) and keeps the one before: {Reason}")]
        public static partial void Refused(ILogger logger, string instance, string versions, string reason);

        [LoggerMessage(3, LogLevel.Warning, "{Instance} could not read its configuration and keeps the one before: {Reason}")]
        public static partial void Unreadable(ILogger logger, string instance, string reason);

        [LoggerMessage(4, LogLevel.Debug, "{Instance} could not acknowledge {Version}, and tries again: {Reason}")]
        public static partial void NotAcknowledged(ILogger logger, string instance, LayerVersion version, string reason);
    }
}
