using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Http;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>What goes into an invocation and what comes out of it.</summary>
/// <remarks>A feature rather than a part of the context, so that a context wrapped by middleware still leads here.</remarks>
internal sealed class InvocationBindings(FunctionDescriptor function, TriggerInput trigger)
{
    private Dictionary<string, object?>? _outputs;
    private InvocationArguments? _arguments;

    public FunctionDescriptor Function => function;

    public TriggerInput Trigger => trigger;

    public InvocationArguments Arguments => _arguments ??= new InvocationArguments(function.Arguments);

    /// <summary>What the function returned, unless its parts went to the output bindings.</summary>
    public object? Result { get; set; }

    public Dictionary<string, object?> Outputs => _outputs ??= [];

    public object? Output(string name) => _outputs?.GetValueOrDefault(name);

    /// <summary>Sends the values of the output bindings that are not answers to the caller.</summary>
    public async Task SendOutputsAsync(FunctionContext context)
    {
        foreach (var target in function.Targets)
        {
            if ((Output(target.Binding) ?? (target.Binding == FunctionOutputs.Return ? Result : null)) is { } value)
            {
                var messages = OutputMessages.Of(value, WorkerSerializer.Of(context));
                await target.Sender.SendAsync(messages, context.CancellationToken);
            }
        }
    }

    public static InvocationBindings Of(FunctionContext context) =>
        context.Features.Get<InvocationBindings>()
        ?? throw new InvalidOperationException("This context is not one of an invocation. Pass on the context that the worker made.");
}
