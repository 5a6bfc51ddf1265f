using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class BoundOutput<T>(InvocationBindings bindings, string name, string type) : OutputBindingData<T>
{
    public override string BindingType => type;

    public override string Name => name;

    public override T? Value
    {
        get => bindings.Outputs.GetValueOrDefault(name) is T value ? value : default;
        set => bindings.Outputs[name] = value;
    }
}
