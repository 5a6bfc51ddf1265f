using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>One replay of an orchestrator function. Disposed when the turn is over, whether the function has ended or waits.</summary>
internal interface IOrchestratorCall : IAsyncDisposable
{
    Task<object?> RunAsync(TaskOrchestrationContext context);
}
