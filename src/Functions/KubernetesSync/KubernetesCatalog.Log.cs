using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.KubernetesSync;

internal sealed partial class KubernetesCatalog
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The endpoints of namespace {Namespace} could not be read; its instances stay as they are")]
        public static partial void NotRead(ILogger logger, string @namespace, Exception exception);
    }
}
