using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Durable.Failures;
using ToskaMesh.Emulator.Durable.History;
using ToskaMesh.Emulator.Durable.Store;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>The orchestrators and activities among the functions, by name. Those that are disabled are as if they were not there.</summary>
internal sealed class DurableFunctions(
    InvocationPipeline pipeline, IServiceScopeFactory scopes, WorkerDataConverter converter, ILogger<DurableFunctions> logger)
    : ITriggerListenerFactory, IOrchestratorFunctions, IActivityFunctions
{
    private readonly ConcurrentDictionary<string, FunctionDescriptor> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (FunctionDescriptor Function, IFunctionInvoker Invoker)> _activities =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<(bool IsActivity, string Name)> _names = [];

    public bool Handles(FunctionDescriptor function) => function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute;

    public ITriggerListener Create(FunctionDescriptor function, IFunctionInvoker invoker)
    {
        var isActivity = function.Trigger is ActivityTriggerAttribute;
        var name = Name(function, isActivity ? nameof(ActivityTriggerAttribute.Activity) : nameof(OrchestrationTriggerAttribute.Orchestration));
        if (!_names.Add((isActivity, name.ToUpperInvariant())))
        {
            throw new FunctionErrorException($"Another function is the {(isActivity ? "activity" : "orchestrator")} '{name}' already.");
        }

        return isActivity
            ? new DurableFunctionListener(() => _activities[name] = (function, invoker), input => ActivityInput(input, instanceId: ""))
            : new DurableFunctionListener(() => _orchestrators[name] = function, (_) => throw NoManualStart(function));
    }

    public IOrchestratorCall? Find(string name, string instanceId, string? input) => _orchestrators.TryGetValue(name, out var function)
        ? new OrchestratorFunctionCall(function, instanceId, input, pipeline, scopes, logger)
        : null;

    public async Task<TurnEvent?> RunAsync(ActivityRecord activity, CancellationToken cancellationToken)
    {
        if (!_activities.TryGetValue(activity.Name, out var found))
        {
            return new TaskFailed(activity.TaskId, EngineFailures.NoActivity(activity.Name));
        }

        var outcome = await found.Invoker.InvokeAsync(found.Function, ActivityInput(activity.Input, activity.InstanceId), cancellationToken);
        return outcome.Status switch
        {
            InvocationStatus.Succeeded => Completed(activity, outcome.Bindings!.Result),
            InvocationStatus.Cancelled => null,
            InvocationStatus.TimedOut => new TaskFailed(
                activity.TaskId, EngineFailures.Of(EngineFailures.TimedOut, $"Activity '{activity.Name}' did not end within the host's functionTimeout.")),
            _ => new TaskFailed(activity.TaskId, TaskFailureDetails.FromException(outcome.Failure!)),
        };
    }

    private TurnEvent Completed(ActivityRecord activity, object? result)
    {
        try
        {
            return new TaskCompleted(activity.TaskId, converter.Serialize(result));
        }
        catch (Exception exception)
        {
            return new TaskFailed(activity.TaskId, TaskFailureDetails.FromException(exception));
        }
    }

    private static InvalidOperationException NoManualStart(FunctionDescriptor function) =>
        new($"{function.Name} is an orchestrator. Start it with a DurableTaskClient or over {DurableWebhooks.Root}.");

    private static TriggerInput ActivityInput(string? json, string instanceId) => new()
    {
        Value = new DurableInput(json),
        Metadata = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
    };

    private static string Name(FunctionDescriptor function, string property) =>
        function.TriggerTexts.GetValueOrDefault(property) ?? function.Name;
}
