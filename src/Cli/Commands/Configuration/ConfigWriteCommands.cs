using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration;

internal static class ConfigWriteCommands
{
    public static Command Set(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var rest = new ConfigBodyOptions();
        var file = new Option<string>("--file", "-f") { Description = "File with the content, .json or YAML; - is standard input", HelpName = "FILE", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what it would do, and do nothing" };
        var command = which.AddTo(new Command("set", "Write a configuration: make it, or give it a new version. Services, labels, schema and description that are not given stay.") { file, dryRun });
        rest.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetRequiredValue(file);
            var content = ConfigFile.Read(path);
            using var http = connection.Open(arguments);
            var before = await FindAsync(new MeshApi(http), which.Path(arguments), cancellationToken);
            var body = rest.Body(arguments, before, content, ConfigFile.FormatOf(path));
            if (arguments.GetValue(dryRun))
            {
                var preview = await new MeshApi(http).PostAsync(which.Path(arguments, "/validate"), body, cancellationToken);
                Answer.Write(arguments, connection, preview, $"It would be {preview?["outcome"]} as version {preview?["version"]}.{Environment.NewLine}{ConfigChanges.Describe(preview)}");
                return;
            }

            var answer = before is null
                ? await new MeshApi(http).PostAsync(ConfigOptions.Root, Named(body, which, arguments), cancellationToken)
                : await ConfigWriter.ReplaceAsync(http, which.Path(arguments), before, body, cancellationToken);
            Answer.Write(arguments, connection, answer, Written(answer));
        });
        return connection.AddTo(command);
    }

    public static Command RollBack(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var version = new Argument<int>("version") { Description = "The number of the version whose content comes back" };
        var notes = new Option<string?>("--notes") { Description = "Why, for the history", HelpName = "TEXT" };
        var command = which.AddTo(new Command("rollback", "Make a new version with the content of an old one.") { notes });
        command.Arguments.Add(version);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var body = new JsonObject { ["version"] = arguments.GetValue(version), ["notes"] = arguments.GetValue(notes) };
            var found = await which.FindAsync(arguments, mesh, cancellationToken);
            var answer = await mesh.PostAsync(ConfigOptions.PathOf(found, "/rollback"), body, cancellationToken);
            Answer.Write(arguments, connection, answer, Written(answer));
        });
        return connection.AddTo(command);
    }

    public static Command Delete(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var command = which.AddTo(new Command("delete", "Take a configuration away from all who get it. Its history stays."));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var answer = await new MeshApi(http).DeleteAsync(which.Path(arguments), cancellationToken);
            Answer.Write(arguments, connection, answer, $"{which.Name(arguments)} is deleted.");
        });
        return connection.AddTo(command);
    }

    public static string Written(JsonNode? answer) => $"{answer?["name"]} in {answer?["environment"]} is at version {answer?["version"]}.";

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

    private static JsonObject Named(JsonObject body, ConfigOptions which, ParseResult arguments)
    {
        body["name"] = which.Name(arguments);
        body["environment"] = arguments.GetValue(which.Environment) ?? "default";
        return body;
    }
}
