using System.Text.Json.Nodes;
using ToskaMesh.Shared.Commands;

namespace ToskaMesh.Functions.Commands;

/// <summary>A command for the instance that asked. Its id tells one that comes again.</summary>
public sealed record PendingCommandAnswer
{
    public required string Id { get; init; }

    public required string Command { get; init; }

    public JsonNode? Arguments { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>1 the first time.</summary>
    public required int Attempt { get; init; }

    /// <summary>From then on it is offered again unless it was answered.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    internal static PendingCommandAnswer From(CommandDelivery delivery) => new()
    {
        Id = delivery.Command.Id.ToString(),
        Command = delivery.Command.Name,
        Arguments = CommandAnswer.ReadJson(delivery.Command.Arguments),
        ExpiresAt = delivery.Command.ExpiresAt,
        Attempt = delivery.Target.Attempts,
        LeaseUntil = delivery.Target.LeaseUntil ?? delivery.Command.ExpiresAt,
    };
}
