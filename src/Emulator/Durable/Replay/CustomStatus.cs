namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>A custom status that was set, maybe to null.</summary>
internal sealed record CustomStatus(string? Value);
