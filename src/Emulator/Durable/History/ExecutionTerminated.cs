namespace ToskaMesh.Emulator.Durable.History;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : TurnEvent
{
    public override bool IsControl => true;
}
