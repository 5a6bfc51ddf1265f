using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Calls an orchestrator function, with whatever middleware is around it.</summary>
/// <returns>The function's result, still an object.</returns>
internal delegate Task<object?> OrchestratorCode(TaskOrchestrationContext context);
