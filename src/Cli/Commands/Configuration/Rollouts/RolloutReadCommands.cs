using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

internal static class RolloutReadCommands
{
    private static readonly string[] ListHeaders = ["ID", "VERSION", "FROM", "PHASE", "SHARE", "STARTED", "BY", "ENDED"];

    public static Command List(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var command = which.AddTo(new Command("list", "List the rollouts of a configuration, the newest first."));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            Answer.Write(arguments, connection, await new MeshApi(http).ListAsync(which.Path(arguments, "/rollouts"), cancellationToken), () => ListHeaders, ListRow);
        });
        return connection.AddTo(command);
    }

    public static Command Show(ConnectionOptions connection)
    {
        var which = new RolloutOptions();
        var command = which.AddTo(new Command("show", "Show how a rollout stands: its step, gate, instances and what happened."));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var found = await mesh.GetAsync(which.PathOf(arguments, await which.IdAsync(arguments, mesh, cancellationToken)), cancellationToken);
            Answer.Write(arguments, connection, found, found is null ? "" : RolloutText.Whole(found));
        });
        return connection.AddTo(command);
    }

    public static Command Watch(ConnectionOptions connection)
    {
        var which = new RolloutOptions();
        var command = which.AddTo(new Command("watch", "Show a rollout as it goes on, until it ends. It is a failure if the version was taken back."));
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var id = await which.IdAsync(arguments, mesh, cancellationToken);
            return await RolloutWatch.RunAsync(arguments, connection, mesh, which.PathOf(arguments, id), cancellationToken);
        });
        return connection.AddTo(command);
    }

    private static string[] ListRow(JsonNode one) =>
    [
        Field.Of(one, "id"), Field.Of(one, "version"), Field.Of(one, "stableVersion"), Field.Of(one, "phase"), $"{Field.Of(one, "percent")} %",
        Field.Of(one, "createdAt"), Field.Of(one, "author"), Field.Of(one, "endedAt"),
    ];
}
