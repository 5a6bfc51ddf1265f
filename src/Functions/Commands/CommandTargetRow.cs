using ToskaMesh.Shared.Commands;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Commands;

/// <summary><see cref="CommandTarget"/> as it is stored.</summary>
internal sealed class CommandTargetRow
{
    public required Guid CommandId { get; init; }

    public required int Ordinal { get; init; }

    public string? Addressee { get; init; }

    public CommandState State { get; set; }

    public string? TakenBy { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? Result { get; set; }

    public string? Error { get; set; }

    public static CommandTargetRow From(Guid command, CommandTarget target)
    {
        var row = new CommandTargetRow { CommandId = command, Ordinal = target.Ordinal, Addressee = target.Addressee?.Value };
        row.Apply(target);
        return row;
    }

    public void Apply(CommandTarget target)
    {
        (State, TakenBy, LeaseUntil, Attempts) = (target.State, target.TakenBy?.Value, target.LeaseUntil, target.Attempts);
        (AnsweredAt, Result, Error) = (target.AnsweredAt, target.Result, target.Error);
    }

    public CommandTarget ToTarget() => new()
    {
        Ordinal = Ordinal,
        Addressee = Addressee is null ? null : InstanceId.Parse(Addressee),
        State = State,
        TakenBy = TakenBy is null ? null : InstanceId.Parse(TakenBy),
        LeaseUntil = LeaseUntil,
        Attempts = Attempts,
        AnsweredAt = AnsweredAt,
        Result = Result,
        Error = Error,
    };
}
