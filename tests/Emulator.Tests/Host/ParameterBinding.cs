using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Tests.Host;

/// <summary>Names a parameter, as middleware does that wants its value.</summary>
internal sealed class ParameterBinding(string name) : BindingMetadata
{
    public override string Name => name;

    public override string Type => "parameter";

    public override BindingDirection Direction => BindingDirection.In;
}
