using System.CommandLine;
using System.Globalization;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>Begins a rollout.</summary>
internal static class RolloutStartCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var plan = new RolloutPlanOptions();
        var version = new Option<long?>("--version") { Description = "The version to give out [default: the last one]", HelpName = "N" };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show how it goes on until it ends, as 'watch' does" };
        var command = which.AddTo(new Command("start", "Begin a rollout of a version that was written with --no-activate.") { version });
        plan.AddTo(command);
        command.Options.Add(watch);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var mesh = new MeshApi(http);
            var number = arguments.GetValue(version) ?? await LastAsync(which, arguments, mesh, cancellationToken);
            var started = await mesh.PostAsync(which.Path(arguments, "/rollouts"), plan.Body(arguments, number), cancellationToken)
                ?? throw new CommandFailedException(ExitCode.Failed, "The answer is empty: is this the address of a mesh?");
            if (arguments.GetValue(watch))
            {
                return await RolloutWatch.RunAsync(
                    arguments, connection, mesh, which.Path(arguments, $"/rollouts/{Uri.EscapeDataString(Field.Of(started, "id"))}"), cancellationToken);
            }

            Answer.Write(arguments, connection, started, $"Rollout {Field.Of(started, "id")} of {which.Name(arguments)} to version {number} has begun.");
            return ExitCode.Done;
        });
        return connection.AddTo(command);
    }

    private static async Task<long> LastAsync(ConfigOptions which, ParseResult arguments, MeshApi mesh, CancellationToken cancellationToken) =>
        long.Parse(Field.Of(await which.FindAsync(arguments, mesh, cancellationToken), "version"), CultureInfo.InvariantCulture);
}
