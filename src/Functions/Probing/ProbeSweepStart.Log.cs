using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Probing;

public sealed partial class ProbeSweepStart
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "There are instances to probe: the sweep begins")]
        public static partial void Started(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "It could not be seen whether the probe sweep runs; the next tick looks again")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}
