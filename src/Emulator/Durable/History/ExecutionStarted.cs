namespace ToskaMesh.Emulator.Durable.History;

/// <summary>The orchestration begins. Its input stands with the instance.</summary>
internal sealed record ExecutionStarted : TurnEvent;
