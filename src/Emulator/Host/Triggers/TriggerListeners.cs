using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Worker.Definition;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Triggers;

/// <summary>The listeners of all functions that something other than HTTP starts.</summary>
internal sealed class TriggerListeners(IEnumerable<ITriggerListenerFactory> factories, IFunctionInvoker invoker) : IAsyncDisposable
{
    private readonly Dictionary<FunctionDescriptor, ITriggerListener> _listeners = [];
    private readonly HashSet<FunctionDescriptor> _silent = [];

    /// <param name="isDisabled">A disabled function has its listener, for manual starts, but it does not listen.</param>
    /// <exception cref="FunctionErrorException">Nothing handles its trigger, or the trigger cannot work as configured.</exception>
    public void Add(FunctionDescriptor function, bool isDisabled)
    {
        var factory = factories.FirstOrDefault(f => f.Handles(function))
            ?? throw new FunctionErrorException($"The emulator has no {function.TriggerBinding.Type}.");
        _listeners.Add(function, factory.Create(function, invoker));
        if (isDisabled)
        {
            _silent.Add(function);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Listening().Select(l => l.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Listening().Select(l => l.StopAsync(cancellationToken)));

    public ValueTask<TriggerInput> CreateManualInputAsync(
        FunctionDescriptor function, string? input, CancellationToken cancellationToken) =>
        _listeners[function].CreateManualInputAsync(input, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners.Values)
        {
            await listener.DisposeAsync();
        }
    }

    private IEnumerable<ITriggerListener> Listening() => _listeners.Where(l => !_silent.Contains(l.Key)).Select(l => l.Value);
}
