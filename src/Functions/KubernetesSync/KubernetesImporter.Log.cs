using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.KubernetesSync;

internal sealed partial class KubernetesImporter
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Source} could not be read; what was imported stays as it is")]
        public static partial void NotRead(ILogger logger, string source, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "{Source} can be read again")]
        public static partial void Recovered(ILogger logger, string source);

        [LoggerMessage(3, LogLevel.Information, "{Count} instances changed with {Source}")]
        public static partial void Changed(ILogger logger, int count, string source);

        [LoggerMessage(4, LogLevel.Warning, "'{Id}' of {Service} in namespace {Namespace} is not imported: it {Reason}")]
        public static partial void Refused(ILogger logger, string service, string @namespace, string id, string reason);
    }
}
