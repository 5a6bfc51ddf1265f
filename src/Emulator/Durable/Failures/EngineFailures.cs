using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Failures;

/// <summary>Failures that the engine itself finds. Their types name what happened, since no exception of the function's did.</summary>
internal static class EngineFailures
{
    public const string NonDeterministic = "NonDeterministicOrchestration";
    public const string ForeignTask = "ForeignTaskAwaited";
    public const string MissingFunction = "FunctionMissing";
    public const string Poison = "PoisonWorkItem";
    public const string TimedOut = "FunctionTimedOut";
    public const string InstanceExists = "OrchestrationInstanceExists";
    public const string Terminated = "OrchestrationTerminated";

    public static TaskFailureDetails NoOrchestrator(string name) =>
        Of(MissingFunction, $"The function '{name}' does not exist, is disabled, is in error, or is no orchestrator.");

    public static TaskFailureDetails NoActivity(string name) =>
        Of(MissingFunction, $"The function '{name}' does not exist, is disabled, is in error, or is no activity.");

    public static TaskFailureDetails AwaitsForeignTask(string orchestrator) =>
        Of(
            ForeignTask,
            $"Orchestrator '{orchestrator}' awaits something that did not come from its TaskOrchestrationContext, or middleware around it does. "
            + "Await only tasks of the context, without ConfigureAwait(false), and move I/O, delays and Task.Run into activities.");

    public static TaskFailureDetails Differs(string orchestrator, string difference) =>
        Of(
            NonDeterministic,
            $"Orchestrator '{orchestrator}' did something else than its history says: {difference}. "
            + "Its code must do the same at each replay; change code under running instances only by a new name.");

    public static TaskFailureDetails Blocked(string orchestrator, TimeSpan limit) =>
        Of(TimedOut, $"Orchestrator '{orchestrator}' did not yield within {limit}. It must never block its thread.");

    public static TaskFailureDetails Tried(string what, int times) =>
        Of(Poison, $"{what} was given up after {times} tries that ended without a result, as when the process ends in the middle.");

    public static TaskFailureDetails Of(string type, string message) => new(type, message, null, null, null);
}
