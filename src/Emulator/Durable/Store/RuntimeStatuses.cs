using Microsoft.DurableTask.Client;

namespace ToskaMesh.Emulator.Durable.Store;

internal static class RuntimeStatuses
{
    public static bool HasEnded(this OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;
}
