using ToskaMesh.Emulator.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The inputs and outputs of an invocation, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>Makes a parameter's value before the function runs; a value set here is what the function gets.</summary>
    public static async ValueTask<InputBindingData<T>> BindInputAsync<T>(
        this FunctionContext context, BindingMetadata bindingMetadata)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(bindingMetadata);
        var arguments = InvocationBindings.Of(context).Arguments;
        var index = arguments.IndexOf(bindingMetadata.Name);
        await arguments.BindAsync(context, index);
        return new BoundInput<T>(arguments, index, bindingMetadata);
    }

    /// <exception cref="InvalidOperationException">The result is of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bindings = InvocationBindings.Of(context);
        return bindings.Result is null or T
            ? new BoundResult<T>(bindings)
            : throw new InvalidOperationException(
                $"The result of {context.FunctionDefinition.Name} is a {bindings.Result.GetType()}, not a {typeof(T)}.");
    }

    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new UntypedResult(InvocationBindings.Of(context));
    }

    /// <summary>Every output binding of the function, with its value where there is one of this type.</summary>
    public static IEnumerable<OutputBindingData<T>> GetOutputBindings<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bindings = InvocationBindings.Of(context);
        return context.FunctionDefinition.OutputBindings.Select(b => new BoundOutput<T>(bindings, b.Key, b.Value.Type));
    }
}
