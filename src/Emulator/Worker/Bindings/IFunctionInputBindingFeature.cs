namespace Microsoft.Azure.Functions.Worker.Context.Features;

/// <summary>Makes the arguments of an invocation. Asked twice it answers the same.</summary>
public interface IFunctionInputBindingFeature
{
    ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context);
}
