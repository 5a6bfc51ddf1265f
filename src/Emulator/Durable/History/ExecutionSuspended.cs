namespace ToskaMesh.Emulator.Durable.History;

internal sealed record ExecutionSuspended(string? Reason) : TurnEvent
{
    public override bool IsControl => true;
}
