namespace ToskaMesh.Emulator.Durable.History;

internal sealed record TimerCreated(int Id, DateTime FireAt) : TurnAction(Id)
{
    public override bool IsSame(TurnAction other) => other is TimerCreated created && created.FireAt == FireAt;

    public override string ToString() => $"create a timer for {FireAt:O} (#{Id})";
}
