namespace ToskaMesh.Cli.Launch;

/// <summary>A process of this mesh as it is now.</summary>
/// <param name="Note">How it ended, if it did.</param>
internal sealed record PartState(string Name, ChildRole Role, PartPhase Phase, int? ProcessId = null, string? Note = null);
