using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Host.Outputs;

/// <summary>Makes the senders of one kind of output binding.</summary>
internal interface IOutputSenderFactory
{
    bool Handles(OutputBindingAttribute output);

    /// <param name="texts">The attribute's texts by property name, with each <c>%Setting%</c> replaced.</param>
    /// <exception cref="Discovery.FunctionErrorException">The binding cannot work as it is configured.</exception>
    IOutputSender Create(OutputBindingAttribute output, IReadOnlyDictionary<string, string> texts);
}
