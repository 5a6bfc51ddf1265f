using Microsoft.Extensions.Logging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

internal sealed partial class ProbeSweep
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The shard from {From} came {Late} after its round and was left out; raise maxConcurrentActivityFunctions, or the intervals of the checks")]
        public static partial void Late(ILogger logger, string from, TimeSpan late);

        [LoggerMessage(2, LogLevel.Warning, "What a probe of {Instance} found could not be stored; the next one tells again")]
        public static partial void NotStored(ILogger logger, InstanceId instance, Exception exception);
    }
}
