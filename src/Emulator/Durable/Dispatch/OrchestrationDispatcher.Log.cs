using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

internal sealed partial class OrchestrationDispatcher
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A turn of orchestration {InstanceId} could not be made, the {Failures}. time, and is tried again")]
        public static partial void TurnFailed(ILogger logger, string instanceId, int failures, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "Orchestration {Name} {InstanceId} has changed under a turn, which is made anew")]
        public static partial void Overtaken(ILogger logger, string name, string instanceId);

        [LoggerMessage(3, LogLevel.Error, "Orchestration {Name} {InstanceId} failed: {Failure}")]
        public static partial void Failed(ILogger logger, string name, string instanceId, string failure);

        [LoggerMessage(4, LogLevel.Debug, "Orchestration {Name} {InstanceId}: {Status}")]
        public static partial void Ended(ILogger logger, string name, string instanceId, OrchestrationRuntimeStatus status);

        [LoggerMessage(5, LogLevel.Warning, "Orchestrator {Name} awaits a foreign task, and orchestration {InstanceId} could not be told")]
        public static partial void NotAborted(ILogger logger, string name, string instanceId, Exception exception);

        [LoggerMessage(6, LogLevel.Error, "Orchestration {InstanceId} is to be given up, which failed, too")]
        public static partial void NotGivenUp(ILogger logger, string instanceId, Exception exception);
    }
}
