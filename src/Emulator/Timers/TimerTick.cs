namespace ToskaMesh.Emulator.Timers;

/// <summary>What one run of a timer is told; it becomes the function's <c>TimerInfo</c>.</summary>
/// <param name="Status">The status before this run; null when the timer keeps none.</param>
/// <param name="IsPastDue">True for the run that makes up for a missed occurrence.</param>
internal readonly record struct TimerTick(TimerStatus? Status, bool IsPastDue);
