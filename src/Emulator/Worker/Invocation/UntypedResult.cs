using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class UntypedResult(InvocationBindings bindings) : InvocationResult
{
    public override object? Value
    {
        get => bindings.Result;
        set => bindings.Result = value;
    }
}
