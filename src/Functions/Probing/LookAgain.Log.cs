using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Probing;

internal sealed partial class LookAgain
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What gateways found critical could not be looked at again; the next tick tries")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
