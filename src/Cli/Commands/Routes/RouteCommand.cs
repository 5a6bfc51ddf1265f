using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;
using ToskaMesh.Cli.Commands.Configuration;

namespace ToskaMesh.Cli.Commands.Routes;

/// <summary>Explicit routes. Their histories are those of configurations: <c>toska config history NAME</c>.</summary>
internal static class RouteCommand
{
    private const string Root = "api/Routes";

    private static readonly string[] ListHeaders = ["NAME", "VERSION", "ACTIVE", "CHANGED", "BY", "DESCRIPTION"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(ConnectionOptions connection) =>
        new("route", "Explicit routes: read, write and take them away. 'config' has their history, diff and rollback.")
        {
            List(connection), Get(connection), Set(connection), Delete(connection),
        };

    private static Command List(ConnectionOptions connection)
    {
        var command = new Command("list", "List explicit routes, without their definitions.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(Root, cancellationToken), () => ListHeaders, ListRow);
        });
        return connection.AddTo(command);
    }

    private static Command Get(ConnectionOptions connection)
    {
        var name = Name();
        var version = new Option<int?>("--version") { Description = "An old version [default: the last one]", HelpName = "N" };
        var command = new Command("get", "Print a route's definition, as set takes it.") { name, version };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var query = arguments.GetValue(version) is { } number ? $"?version={number}" : "";
            var found = await new MeshApi(http).GetAsync(PathOf(arguments.GetRequiredValue(name)) + query, cancellationToken);
            Answer.Write(arguments, connection, found, found?["definition"]?.ToJsonString(Indented) ?? "");
        });
        return connection.AddTo(command);
    }

    private static Command Set(ConnectionOptions connection)
    {
        var name = Name();
        var file = new Option<string>("--file", "-f") { Description = "File with the definition in JSON; - is standard input", HelpName = "FILE", Required = true };
        var notes = new Option<string?>("--notes") { Description = "Why, for the history", HelpName = "TEXT" };
        var later = new Option<bool>("--no-activate") { Description = "Leave it to a rollout to serve by it" };
        var command = new Command("set", "Write a route: make it, or give it a new version.") { name, file, notes, later };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var body = new JsonObject
            {
                ["definition"] = Parse(arguments.GetRequiredValue(file)),
                ["activate"] = !arguments.GetValue(later),
                ["notes"] = arguments.GetValue(notes),
            };
            using var http = connection.Open(arguments);
            var path = PathOf(arguments.GetRequiredValue(name));
            var before = await FindAsync(new MeshApi(http), path, cancellationToken);
            var (condition, value) = before is null ? ("If-None-Match", "*") : ("If-Match", $"\"v{Field.Of(before, "version")}\"");
            http.DefaultRequestHeaders.TryAddWithoutValidation(condition, value);
            var answer = await new MeshApi(http).PutAsync(path, body, cancellationToken);
            Answer.Write(arguments, connection, answer, $"{answer?["name"]} is at version {answer?["version"]}; gateways serve by version {answer?["activeVersion"]?.ToString() ?? "none"}.");
        });
        return connection.AddTo(command);
    }

    private static Command Delete(ConnectionOptions connection)
    {
        var name = Name();
        var command = new Command("delete", "Take a route away. Its history stays.") { name };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).DeleteAsync(PathOf(arguments.GetRequiredValue(name)), cancellationToken);
            Answer.Write(arguments, connection, answer, $"{arguments.GetRequiredValue(name)} is deleted.");
        });
        return connection.AddTo(command);
    }

    private static Argument<string> Name() => new("name") { Description = "The route's name" };

    private static string PathOf(string name) => $"{Root}/{ConfigOptions.Segment(name)}";

    private static JsonNode? Parse(string path)
    {
        try
        {
            return JsonNode.Parse(ConfigFile.Read(path));
        }
        catch (JsonException error)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{path} is no JSON: {error.Message}");
        }
    }

    private static async Task<JsonNode?> FindAsync(MeshApi mesh, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await mesh.GetAsync(path, cancellationToken);
        }
        catch (CommandFailedException failure) when (failure.ExitCode == ExitCode.NotFound)
        {
            return null;
        }
    }

    private static string[] ListRow(JsonNode one) =>
    [
        Field.Of(one, "name"), Field.Of(one, "version"), Field.Of(one, "activeVersion"), Field.Of(one, "changedAt"), Field.Of(one, "changedBy"), Field.Of(one, "description"),
    ];
}
