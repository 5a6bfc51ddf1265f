namespace ToskaMesh.Emulator.Durable.History;

internal sealed record TimerFired(int Id) : TurnEvent;
