using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>What an Admin does with API keys.</summary>
internal static class ApiKeyCommand
{
    private const string Path = "api/Auth/apikeys";

    private static readonly string[] Headers = ["ID", "NAME", "ROLE", "SERVICES", "SCOPES", "CREATED", "EXPIRES", "LAST USED"];

    public static Command Create(ConnectionOptions connection) =>
        new("apikey", "API keys: list, make, rotate and delete them.")
        {
            List(connection),
            Make(connection),
            Rotate(connection),
            Delete(connection),
        };

    private static Command List(ConnectionOptions connection)
    {
        var command = new Command("list", "List keys, without their secrets.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(Path, cancellationToken), () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static Command Make(ConnectionOptions connection)
    {
        var grant = new GrantOptions("Admin, Gateway, or Service with at least one --service");
        var days = new Option<int?>("--days") { Description = "Days until it expires [default: it does not]", HelpName = "N", CustomParser = WholeNumber.ParseOptional };
        var command = new Command("create", "Make a key and print it.") { days };
        grant.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var body = grant.Body(arguments);
            if (arguments.GetValue(days) is { } count)
            {
                body["expiresAt"] = connection.Surroundings.Time.GetUtcNow().AddDays(count);
            }

            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).PostAsync(Path, body, cancellationToken);
            await Shown.WriteAsync(arguments, connection, answer, "key", "That is the new key.");
        });
        return connection.AddTo(command);
    }

    private static Command Rotate(ConnectionOptions connection)
    {
        var id = IdArgument();
        var overlap = new Option<string?>("--overlap") { Description = "How long the present key stays valid beside the new one [default: the mesh's]", HelpName = "HH:MM:SS" };
        var command = new Command("rotate", "Make a key's successor and print it; the present one stays valid for a while.") { id, overlap };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var body = new JsonObject();
            if (arguments.GetValue(overlap) is { } duration)
            {
                body["overlap"] = duration;
            }

            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).PostAsync($"{Path}/{Uri.EscapeDataString(arguments.GetRequiredValue(id))}/rotate", body, cancellationToken);
            await Shown.WriteAsync(arguments, connection, answer, "key", "That is the new key.");
        });
        return connection.AddTo(command);
    }

    private static Command Delete(ConnectionOptions connection)
    {
        var id = IdArgument();
        var command = new Command("delete", "Delete a key; gateways refuse it within seconds.") { id };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var key = arguments.GetRequiredValue(id);
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).DeleteAsync($"{Path}/{Uri.EscapeDataString(key)}", cancellationToken);
            Answer.Write(arguments, connection, answer, $"{key} is deleted.");
        });
        return connection.AddTo(command);
    }

    private static Argument<string> IdArgument() => new("id") { Description = "Id of the key: what stands between the first two _ of it" };

    private static string[] Row(JsonNode key) =>
    [
        Field.Of(key, "id"), Field.Of(key, "name"), Field.Of(key, "role"), Field.Of(key, "services"), Field.Of(key, "scopes"),
        Field.Of(key, "createdAt"), Field.Of(key, "expiresAt"), Field.Of(key, "lastUsedAt"),
    ];
}
