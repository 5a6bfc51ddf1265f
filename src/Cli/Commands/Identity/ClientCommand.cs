using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Identity;

/// <summary>What an Admin does with the identities of services and gateways.</summary>
internal static class ClientCommand
{
    private const string Path = "api/Auth/clients";

    private static readonly string[] Headers = ["CLIENT", "NAME", "ROLE", "SERVICES", "SCOPES", "CREATED"];

    public static Command Create(ConnectionOptions connection) =>
        new("client", "Identities of services and gateways, which get tokens for a secret: list, make and delete them.")
        {
            List(connection),
            Make(connection),
            Delete(connection),
        };

    private static Command List(ConnectionOptions connection)
    {
        var command = new Command("list", "List clients, without their secrets.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(Path, cancellationToken), () => Headers, Row);
        });
        return connection.AddTo(command);
    }

    private static Command Make(ConnectionOptions connection)
    {
        var grant = new GrantOptions("Gateway, or Service with at least one --service");
        var command = new Command("create", "Make a client and print its secret.");
        grant.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).PostAsync(Path, grant.Body(arguments), cancellationToken);
            var id = Field.Of(answer ?? new JsonObject(), "clientId");
            await Shown.WriteAsync(arguments, connection, answer, "clientSecret", $"That is the secret of the client {id}.");
        });
        return connection.AddTo(command);
    }

    private static Command Delete(ConnectionOptions connection)
    {
        var id = new Argument<string>("client") { Description = "Id of the client" };
        var command = new Command("delete", "Delete a client; its tokens are refused within seconds.") { id };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var client = arguments.GetRequiredValue(id);
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).DeleteAsync($"{Path}/{Uri.EscapeDataString(client)}", cancellationToken);
            Answer.Write(arguments, connection, answer, $"{client} is deleted.");
        });
        return connection.AddTo(command);
    }

    private static string[] Row(JsonNode client) =>
    [
        Field.Of(client, "clientId"), Field.Of(client, "name"), Field.Of(client, "role"),
        Field.Of(client, "services"), Field.Of(client, "scopes"), Field.Of(client, "createdAt"),
    ];
}
