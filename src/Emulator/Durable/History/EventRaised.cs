namespace ToskaMesh.Emulator.Durable.History;

/// <summary>An external event came, from a client or from another orchestration.</summary>
internal sealed record EventRaised(string Name, string? Payload) : TurnEvent;
