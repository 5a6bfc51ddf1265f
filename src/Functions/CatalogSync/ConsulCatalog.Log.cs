using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.CatalogSync;

internal sealed partial class ConsulCatalog
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The health of {Service} could not be read from Consul; its instances stay as they are")]
        public static partial void NotRead(ILogger logger, string service, Exception exception);
    }
}
