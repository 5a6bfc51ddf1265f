using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration;

internal static class ConfigReadCommands
{
    private static readonly string[] ListHeaders = ["NAME", "ENVIRONMENT", "VERSION", "LAYER", "SERVICES", "CHANGED", "BY"];
    private static readonly string[] HistoryHeaders = ["VERSION", "CREATED", "BY", "HASH", "NOTES"];

    public static Command List(ConnectionOptions connection)
    {
        var environment = new Option<string?>("--environment", "-e") { Description = "Only those of this environment", HelpName = "NAME" };
        var command = new Command("list", "List configurations, without what they hold.") { environment };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var query = arguments.GetValue(environment) is { } name ? $"?environment={Uri.EscapeDataString(name)}" : "";
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(ConfigOptions.Root + query, cancellationToken), () => ListHeaders, ListRow);
        });
        return connection.AddTo(command);
    }

    public static Command Get(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var version = new Option<int?>("--version") { Description = "An old version [default: the last one]", HelpName = "N" };
        var command = which.AddTo(new Command("get", "Print what a configuration holds, as its author wrote it.") { version });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var query = arguments.GetValue(version) is { } number ? $"&version={number}" : "";
            var found = await new MeshApi(http).GetAsync(which.Path(arguments) + query, cancellationToken);
            Answer.Write(arguments, connection, found, found is null ? "" : Field.Of(found, "content").TrimEnd('\n'));
        });
        return connection.AddTo(command);
    }

    public static Command History(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var command = which.AddTo(new Command("history", "List the versions of a configuration, the newest first, also of a deleted one."));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var versions = await mesh.ListAsync(ConfigOptions.PathOf(await which.FindFirstAsync(arguments, mesh, cancellationToken), "/history"), cancellationToken);
            Answer.Write(arguments, connection, versions, () => HistoryHeaders, HistoryRow);
        });
        return connection.AddTo(command);
    }

    public static Command Diff(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var from = new Argument<int>("from") { Description = "The number of a version" };
        var to = new Argument<int?>("to") { Description = "The number of another one [default: the last]", Arity = ArgumentArity.ZeroOrOne };
        var command = which.AddTo(new Command("diff", "Say what changed in what a configuration means, and besides: whom it is for, its schema, its description."));
        command.Arguments.Add(from);
        command.Arguments.Add(to);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var found = await which.FindAsync(arguments, mesh, cancellationToken);
            var last = arguments.GetValue(to)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Field.Of(found, "version");
            var answer = await mesh.GetAsync(ConfigOptions.PathOf(found, $"/diff?from={arguments.GetValue(from)}&to={last}"), cancellationToken);
            Answer.Write(arguments, connection, answer, ConfigChanges.Describe(answer));
        });
        return connection.AddTo(command);
    }

    public static Command Effective(ConnectionOptions connection)
    {
        var service = new Argument<string>("service") { Description = "The service that gets it" };
        var instance = new Option<string?>("--instance") { Description = "What this instance gets by its labels, too", HelpName = "ID" };
        var environment = new Option<string?>("--environment", "-e") { Description = "The environment [default: default]", HelpName = "NAME" };
        var command = new Command("effective", "Print what a service gets, with the layer that each part is from.") { service, instance, environment };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var query = string.Concat(
                $"?service={Uri.EscapeDataString(arguments.GetRequiredValue(service))}",
                arguments.GetValue(instance) is { } id ? $"&instance={Uri.EscapeDataString(id)}" : "",
                arguments.GetValue(environment) is { } name ? $"&environment={Uri.EscapeDataString(name)}" : "");
            var answer = await new MeshApi(http).GetAsync($"{ConfigOptions.Root}/effective{query}", cancellationToken);
            Answer.Write(arguments, connection, answer, answer is null ? "" : ConfigChanges.DescribeOrigins(answer));
        });
        return connection.AddTo(command);
    }

    private static string[] ListRow(JsonNode one) =>
    [
        Field.Of(one, "name"), Field.Of(one, "environment"), Field.Of(one, "version"), Field.Of(one, "layer"), Field.Of(one, "services"),
        Field.Of(one, "changedAt"), Field.Of(one, "changedBy"),
    ];

    private static string[] HistoryRow(JsonNode one) =>
        [Field.Of(one, "version"), Field.Of(one, "createdAt"), Field.Of(one, "createdBy"), Field.Of(one, "hash")[..8], Field.Of(one, "notes")];
}
