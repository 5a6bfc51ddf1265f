using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.CatalogSync;

internal sealed partial class ConsulExporter
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The mesh's instances could not be exported to Consul; the next tick tries again")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The mesh's instances are exported to Consul again")]
        public static partial void Recovered(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Consul does not take '{Id}'")]
        public static partial void Refused(ILogger logger, string id, Exception exception);
    }
}
