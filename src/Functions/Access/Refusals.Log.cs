using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Access;

internal sealed partial class Refusals
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Actor} from {Network} was refused {Function}: {Reason}, {Count} of it within an hour")]
        public static partial void Refused(ILogger logger, string actor, string network, string function, string reason, long count);
    }
}
