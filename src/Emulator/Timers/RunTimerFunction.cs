namespace ToskaMesh.Emulator.Timers;

/// <summary>Runs the function through the host's pipeline, which logs its failure.</summary>
/// <returns>Whether the function succeeded.</returns>
internal delegate Task<bool> RunTimerFunction(TimerInvocation invocation, CancellationToken cancellationToken);
