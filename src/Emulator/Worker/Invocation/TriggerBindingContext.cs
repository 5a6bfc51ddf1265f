using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.Emulator.Worker.Invocation;

internal sealed class TriggerBindingContext(TriggerInput trigger) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => trigger.Metadata;
}
