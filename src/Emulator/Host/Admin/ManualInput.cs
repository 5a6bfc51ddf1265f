namespace ToskaMesh.Emulator.Host.Admin;

/// <summary>The body of a manual start.</summary>
internal sealed record ManualInput(string? Input);
