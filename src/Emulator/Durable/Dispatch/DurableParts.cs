using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>What the engine gets from the host around it.</summary>
/// <param name="TurnLimit">How long an orchestrator may keep its thread; null for no limit.</param>
internal sealed record DurableParts(
    IOrchestratorFunctions Orchestrators,
    IActivityFunctions Activities,
    DataConverter Converter,
    TimeSpan? TurnLimit,
    TimeProvider Time,
    ILoggerFactory Loggers);
