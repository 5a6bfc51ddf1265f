using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Definition;

internal sealed class DeclaredBinding(string name, string type, BindingDirection direction) : BindingMetadata
{
    public override string Name => name;

    public override string Type => type;

    public override BindingDirection Direction => direction;
}
