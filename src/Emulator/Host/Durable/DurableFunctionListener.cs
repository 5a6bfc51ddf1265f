using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Durable;

/// <summary>Makes a function known to the engine once it is started: a disabled one never is.</summary>
internal sealed class DurableFunctionListener(Action register, Func<string?, TriggerInput> manualInput) : ITriggerListener
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        register();
        return Task.CompletedTask;
    }

    /// <summary>The engine stops as a whole.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<TriggerInput> CreateManualInputAsync(string? input, CancellationToken cancellationToken) => new(manualInput(input));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
