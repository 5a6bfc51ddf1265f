using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Host.Outputs;

/// <summary>Gives each output binding of a function the sender of its kind.</summary>
internal sealed class OutputSenders(IEnumerable<IOutputSenderFactory> factories, BindingTexts texts)
{
    /// <exception cref="FunctionErrorException">Nothing sends such a binding's values, or it cannot work as configured.</exception>
    public IReadOnlyList<OutputTarget> For(FunctionOutputs outputs) =>
        [.. outputs.Attributes.Where(a => a.Value is not HttpResultAttribute).Select(a => new OutputTarget(a.Key, Create(a.Value)))];

    private IOutputSender Create(OutputBindingAttribute attribute)
    {
        var factory = factories.FirstOrDefault(f => f.Handles(attribute))
            ?? throw new FunctionErrorException($"The emulator has no {attribute.GetType().Name}.");
        return factory.Create(attribute, texts.Of(attribute));
    }
}
