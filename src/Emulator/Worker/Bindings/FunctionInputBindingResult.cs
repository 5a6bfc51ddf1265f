namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>The arguments of a function's method, in order.</summary>
public class FunctionInputBindingResult(object?[] values)
{
    public object?[] Values { get; } = values;
}
