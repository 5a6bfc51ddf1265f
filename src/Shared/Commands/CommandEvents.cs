using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Shared.Messaging;

namespace ToskaMesh.Shared.Commands;

/// <summary>The events of commands. Their subject is the service, so that they come in order and instances can bind a queue to theirs.</summary>
public static class CommandEvents
{
    public static MeshEvent Requested(MeshCommand command, long revision, DateTimeOffset now) => Make(
        EventTypes.CommandRequested,
        command,
        revision,
        now,
        data =>
        {
            data["arguments"] = command.Arguments is null ? null : JsonNode.Parse(command.Arguments);
            data["instances"] = command.Targets is [{ Addressee: null }]
                ? null
                : new JsonArray([.. command.Targets.Select(target => (JsonNode?)target.Addressee!.Value)]);
        });

    public static MeshEvent Expired(MeshCommand command, long revision, DateTimeOffset now) => Make(
        EventTypes.CommandExpired,
        command,
        revision,
        now,
        data => data["unanswered"] = command.Targets.Count(target => target.State is CommandState.Expired));

    private static MeshEvent Make(string type, MeshCommand command, long revision, DateTimeOffset now, Action<JsonObject> describe)
    {
        var data = new JsonObject
        {
            ["commandId"] = command.Id.ToString(),
            ["serviceName"] = command.Service.Value,
            ["command"] = command.Name,
            ["expiresAt"] = JsonSerializer.SerializeToNode(command.ExpiresAt, CommandJsonContext.Default.DateTimeOffset),
        };
        describe(data);
        return new MeshEvent
        {
            Id = Guid.CreateVersion7(now),
            Type = type,
            Subject = command.Service.Value,
            Time = now,
            Revision = revision,
            Data = data.ToJsonString(),
        };
    }
}
