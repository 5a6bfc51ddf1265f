namespace ToskaMesh.Emulator.Timers;

/// <summary>What a timer does when its listener starts.</summary>
/// <param name="Status">The status to go on from.</param>
/// <param name="MustStore">Whether <paramref name="Status"/> differs from what is stored.</param>
/// <param name="Run">The run to make at once.</param>
internal sealed record TimerStart(TimerStatus Status, bool MustStore, StartupRun Run);
