using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

internal sealed partial class ActivityDispatcher
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Activity {Number} could not be carried through, the {Failures}. time, and is tried again")]
        public static partial void NotDone(ILogger logger, long number, int failures, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Activity {Number} is to be given up, which failed, too")]
        public static partial void NotGivenUp(ILogger logger, long number, Exception exception);
    }
}
