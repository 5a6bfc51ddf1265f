using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>What somebody tells a rollout.</summary>
internal static class RolloutOrderCommands
{
    /// <param name="done">What the rollout does then, for people.</param>
    public static Command Create(ConnectionOptions connection, string order, string description, string done)
    {
        var which = new RolloutOptions();
        var notes = new Option<string?>("--notes") { Description = "Why, for the timeline", HelpName = "TEXT" };
        var command = which.AddTo(new Command(order, description) { notes });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var id = await which.IdAsync(arguments, mesh, cancellationToken);
            var body = arguments.GetValue(notes) is { } why ? new JsonObject { ["notes"] = why } : null;
            var answer = await mesh.PostAsync(which.PathOf(arguments, id, $"/{order}"), body, cancellationToken);
            Answer.Write(arguments, connection, answer, $"The rollout of {which.Name(arguments)} to version {answer?["version"]} {done}.");
        });
        return connection.AddTo(command);
    }
}
