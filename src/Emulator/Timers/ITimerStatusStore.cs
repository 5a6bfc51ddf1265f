namespace ToskaMesh.Emulator.Timers;

/// <summary>
/// Keeps the status of timers by blob name. A failure is an exception of the storage's own kind, never an empty answer.
/// Writes are not conditional, as in the genuine host: the lock of the timer admits one writer.
/// </summary>
internal interface ITimerStatusStore
{
    /// <returns>Null when nothing was ever stored under the name.</returns>
    Task<TimerStatus?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Durable when it returns.</summary>
    Task WriteAsync(string name, TimerStatus status, CancellationToken cancellationToken);
}
