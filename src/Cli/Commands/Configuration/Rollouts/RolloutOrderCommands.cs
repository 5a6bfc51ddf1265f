using System.CommandLine;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>What somebody tells a rollout.</summary>
internal static class RolloutOrderCommands
{
    /// <summary>Lets the step go on that it reads, or that is named: not the next one, should the first try have been obeyed and its answer lost.</summary>
    public static Command Approve(ConnectionOptions connection)
    {
        var which = new RolloutOptions();
        var step = new Option<int?>("--step") { Description = "The step that you mean, as 'show' numbers it [default: the one that it is at]", HelpName = "N", CustomParser = WholeNumber.ParseOptional };
        var command = which.AddTo(new Command("approve", "Let a rollout that waits for approval go on.") { step });
        return Create(connection, command, which, "goes on", async (arguments, mesh, cancellationToken) =>
        {
            var found = await which.FindAsync(arguments, mesh, cancellationToken);
            return (Field.Of(found, "id"), new JsonObject { ["step"] = arguments.GetValue(step) - 1 ?? found["step"]?.DeepClone() });
        });
    }

    /// <param name="done">What the rollout does then, for people.</param>
    public static Command Create(ConnectionOptions connection, string order, string description, string done)
    {
        var which = new RolloutOptions();
        var command = which.AddTo(new Command(order, description));
        return Create(connection, command, which, done, async (arguments, mesh, cancellationToken) =>
            (await which.IdAsync(arguments, mesh, cancellationToken), new JsonObject()));
    }

    private static Command Create(
        ConnectionOptions connection, Command command, RolloutOptions which, string done, Func<ParseResult, MeshApi, CancellationToken, Task<(string Id, JsonObject Body)>> prepare)
    {
        var notes = new Option<string?>("--notes") { Description = "Why, for the timeline", HelpName = "TEXT" };
        command.Options.Add(notes);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var (id, body) = await prepare(arguments, mesh, cancellationToken);
            if (arguments.GetValue(notes) is { } why)
            {
                body["notes"] = why;
            }

            var answer = await mesh.PostAsync(which.PathOf(arguments, id, $"/{command.Name}"), body.Count > 0 ? body : null, cancellationToken);
            Answer.Write(arguments, connection, answer, $"The rollout of {which.Name(arguments)} to version {answer?["version"]} {done}.");
        });
        return connection.AddTo(command);
    }
}
