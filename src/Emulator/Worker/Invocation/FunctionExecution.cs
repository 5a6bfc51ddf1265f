using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>The innermost part of the pipeline: makes the arguments, calls the function, and hands its result to the bindings.</summary>
internal sealed class FunctionExecution(IFunctionActivator activator)
{
    public async Task ExecuteAsync(FunctionContext context)
    {
        var bindings = InvocationBindings.Of(context);
        var function = bindings.Function;
        var input = context.Features.Get<IFunctionInputBindingFeature>() ?? bindings.Arguments;
        var arguments = await input.BindFunctionInputAsync(context);
        var instance = function.Method.IsStatic ? null : activator.CreateInstance(function.Method.DeclaringType!, context);
        try
        {
            var result = await function.Call(instance, arguments.Values);
            if (result is not null && !function.Outputs.Distribute(result, bindings.Outputs))
            {
                bindings.Result = result;
            }
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static ValueTask DisposeAsync(object? instance)
    {
        switch (instance)
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        return ValueTask.CompletedTask;
    }
}
