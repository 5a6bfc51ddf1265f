using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Commands.Identity;

internal static class WhoAmICommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command("whoami", "Show as whom commands act: by which key, or by whose login.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var mesh = connection.Choose(arguments);
            if (mesh.UsesLogin)
            {
                using var http = mesh.Open(connection.Surroundings.Time);
                var me = await new MeshApi(http).GetAsync("api/Auth/me", cancellationToken) ?? new JsonObject();
                Answer.Write(arguments, connection, me, $"{Field.Of(me, "email")} ({Field.Of(me, "roles")}), logged in at {mesh.Url}");
                return;
            }

            // The mesh knows persons by /me, and keys by what they may do: the id alone is public.
            var id = ApiKey.TryParse(mesh.Key, out var key)
                ? key.Id
                : throw new CommandFailedException(ExitCode.NotFound, $"Nobody: there is neither a key nor a login at {mesh.Url}. Log in with 'toska login'.");
            Answer.Write(arguments, connection, new JsonObject { ["apiKey"] = id }, $"API key {id}, at {mesh.Url}");
        });
        return connection.AddTo(command);
    }
}
