using Microsoft.Azure.Functions.Worker;
using ToskaMesh.Emulator.Worker.Definition;

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

    public static InvocationBindings Of(FunctionContext context) =>
        context.Features.Get<InvocationBindings>()
        ?? throw new InvalidOperationException("This context is not one of an invocation. Pass on the context that the worker made.");
}
