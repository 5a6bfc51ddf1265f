using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class BoundInput<T>(InvocationArguments arguments, int index, BindingMetadata metadata) : InputBindingData<T>
{
    public override BindingMetadata BindingMetadata => metadata;

    public override T? Value
    {
        get => arguments[index] is T value ? value : default;
        set => arguments[index] = value;
    }
}
