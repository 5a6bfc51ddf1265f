using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Triggers;

/// <summary>Makes the listeners of one kind of trigger.</summary>
internal interface ITriggerListenerFactory
{
    bool Handles(FunctionDescriptor function);

    /// <exception cref="Discovery.FunctionErrorException">The trigger cannot work as it is configured.</exception>
    ITriggerListener Create(FunctionDescriptor function, IFunctionInvoker invoker);
}
