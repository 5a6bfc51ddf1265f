using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>What an Admin does with the keys that sign access tokens.</summary>
internal static class SigningKeyCommand
{
    private const string Path = "api/Auth/signing-keys";

    private static readonly string[] Headers = ["ID", "STATE", "PUBLISHED", "SIGNS SINCE", "RETIRES SINCE"];

    public static Command Create(ConnectionOptions connection) =>
        new("signing-key", "Keys of access tokens, which rotate by themselves: list them, or rotate out of turn.")
        {
            List(connection),
            Rotate(connection),
        };

    private static Command List(ConnectionOptions connection)
    {
        var command = new Command("list", "List the keys: the one that signs, those announced, those retiring.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(Path, cancellationToken), () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static Command Rotate(ConnectionOptions connection)
    {
        var revoke = new Option<bool>("--revoke") { Description = "Refuse all tokens signed before, at once: for a key that somebody else may have" };
        var notes = new Option<string?>("--notes") { Description = "Why, for the audit", HelpName = "TEXT" };
        var command = new Command("rotate", "Have another key sign, before its time.") { revoke, notes };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var body = new JsonObject { ["revoke"] = arguments.GetValue(revoke) };
            if (arguments.GetValue(notes) is { } why)
            {
                body["notes"] = why;
            }

            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).PostAsync($"{Path}/rotate", body, cancellationToken);
            var signing = answer is JsonArray { Count: > 0 } keys ? keys[0]! : new JsonObject();
            Answer.Write(arguments, connection, answer, $"{Field.Of(signing, "id")} signs from {Field.Of(signing, "signingSince")} on.");
        });
        return connection.AddTo(command);
    }

    private static string[] Row(JsonNode key) =>
    [
        Field.Of(key, "id"), Field.Of(key, "state"), Field.Of(key, "announcedAt"), Field.Of(key, "signingSince"), Field.Of(key, "retiringSince"),
    ];
}
