using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Dispatch;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>
/// One replay of an orchestrator function, through all middleware. It mostly ends in the middle, where the function waits
/// for something that is still to come: then the rest never runs, and only its scope of services is closed.
/// </summary>
internal sealed class OrchestratorFunctionCall(
    FunctionDescriptor function, string instanceId, string? input, InvocationPipeline pipeline, IServiceScopeFactory scopes, ILogger logger)
    : IOrchestratorCall
{
    private InvocationContext? _invocation;

    public async Task<object?> RunAsync(TaskOrchestrationContext context)
    {
        var trigger = new OrchestrationInput(context, input)
        {
            Metadata = new Dictionary<string, object?> { ["instanceId"] = instanceId },
        };
        using var scope = logger.BeginScope(new InvocationLogScope(trigger.InvocationId, function.Name));
        _invocation = new InvocationContext(function, trigger, scopes, CancellationToken.None);
        await pipeline.Run(_invocation);
        return _invocation.Bindings.Result;
    }

    public ValueTask DisposeAsync() => _invocation?.DisposeAsync() ?? ValueTask.CompletedTask;
}
