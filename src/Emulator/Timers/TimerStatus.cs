namespace ToskaMesh.Emulator.Timers;

/// <summary>What is kept of a timer between its runs; all times in UTC.</summary>
/// <param name="Last">Start of the last run; null before the first run and after a change of the schedule.</param>
/// <param name="Next">When the timer is due.</param>
/// <param name="LastUpdated">The time that <paramref name="Next"/> was computed from.</param>
internal sealed record TimerStatus(DateTimeOffset? Last, DateTimeOffset Next, DateTimeOffset LastUpdated);
