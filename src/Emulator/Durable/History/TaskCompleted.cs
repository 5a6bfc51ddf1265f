namespace ToskaMesh.Emulator.Durable.History;

/// <summary>An activity or a sub-orchestration brought a result.</summary>
internal sealed record TaskCompleted(int Id, string? Result) : TurnEvent;
