namespace ToskaMesh.Emulator.Timers;

/// <summary>A lease on the blob of that name; its id is known to the holder only.</summary>
internal sealed record TimerLease(string Name, Guid Id, TimeSpan Duration);
