using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>Runs functions.</summary>
internal interface IFunctionInvoker
{
    /// <summary>Runs one invocation, or one attempt at it. A failure is logged here and told by the outcome, not thrown.</summary>
    Task<InvocationOutcome> InvokeAsync(FunctionDescriptor function, TriggerInput trigger, CancellationToken cancellationToken);
}
