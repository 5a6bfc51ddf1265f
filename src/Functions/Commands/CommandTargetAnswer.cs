using System.Text.Json.Nodes;
using ToskaMesh.Shared.Commands;

namespace ToskaMesh.Functions.Commands;

/// <summary>One answer that a command waits for, or has.</summary>
public sealed record CommandTargetAnswer
{
    /// <summary>Who is to answer, or has the command, or did answer.</summary>
    public string? ServiceId { get; init; }

    public required CommandState State { get; init; }

    /// <summary>How often it was fetched.</summary>
    public required int Attempts { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public JsonNode? Result { get; init; }

    public string? Error { get; init; }

    internal static CommandTargetAnswer From(CommandTarget target) => new()
    {
        ServiceId = (target.TakenBy ?? target.Addressee)?.Value,
        State = target.State,
        Attempts = target.Attempts,
        AnsweredAt = target.AnsweredAt,
        Result = CommandAnswer.ReadJson(target.Result),
        Error = target.Error,
    };
}
