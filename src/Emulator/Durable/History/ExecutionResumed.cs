namespace ToskaMesh.Emulator.Durable.History;

internal sealed record ExecutionResumed(string? Reason) : TurnEvent
{
    public override bool IsControl => true;
}
