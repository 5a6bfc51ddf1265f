using System.Text.Json.Nodes;
using ToskaMesh.Shared.Commands;

namespace ToskaMesh.Functions.Commands;

/// <summary>A command and what became of it, as callers read it.</summary>
public sealed record CommandAnswer
{
    public required string Id { get; init; }

    public required string ServiceName { get; init; }

    public required string Command { get; init; }

    public JsonNode? Arguments { get; init; }

    public required CommandState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<CommandTargetAnswer> Targets { get; init; }

    internal static CommandAnswer From(MeshCommand command) => new()
    {
        Id = command.Id.ToString(),
        ServiceName = command.Service.Value,
        Command = command.Name,
        Arguments = ReadJson(command.Arguments),
        State = CommandRules.StateOf(command.Targets),
        CreatedAt = command.CreatedAt,
        ExpiresAt = command.ExpiresAt,
        Targets = [.. command.Targets.Select(CommandTargetAnswer.From)],
    };

    internal static JsonNode? ReadJson(string? json) => json is null ? null : JsonNode.Parse(json);
}
