namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>What the next execution of a continued orchestration gets.</summary>
internal sealed record ContinuedInput(string? Input, bool PreservesEvents);
