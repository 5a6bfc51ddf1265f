using ToskaMesh.Emulator.Host.Triggers;
using ToskaMesh.Emulator.Timers;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Host.Timers;

/// <summary>A timer's listener among the host's listeners.</summary>
internal sealed class TimerFunctionListener(
    TimerDefinition timer, TimerBlobNames names, TimerListener listener, ITimerStatusStore statuses) : ITriggerListener
{
    public Task StartAsync(CancellationToken cancellationToken) => listener.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => listener.StopAsync(cancellationToken);

    /// <summary>Started by hand, a timer is told its schedule's status, and is never past due.</summary>
    public async ValueTask<TriggerInput> CreateManualInputAsync(string? input, CancellationToken cancellationToken)
    {
        var status = timer.KeepsStatus ? await statuses.ReadAsync(names.Status, cancellationToken) : null;
        return TimerInputs.Of(new TimerTick(status, IsPastDue: false));
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}
