using Microsoft.DurableTask;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>What an orchestration brings to one replay of its function.</summary>
internal sealed class OrchestrationInput(TaskOrchestrationContext context, string? input) : TriggerInput
{
    public override object? Value => context;

    /// <summary>Whatever its name, a parameter without a binding of its own is the input.</summary>
    public override object? Find(string name) => new DurableInput(input);
}
