using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class BoundResult<T>(InvocationBindings bindings) : InvocationResult<T>
{
    public override T? Value
    {
        get => bindings.Result is T value ? value : default;
        set => bindings.Result = value;
    }
}
