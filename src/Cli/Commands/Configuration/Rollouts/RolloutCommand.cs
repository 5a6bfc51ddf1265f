using System.CommandLine;

namespace ToskaMesh.Cli.Commands.Configuration.Rollouts;

/// <summary>Rollouts of configurations: to some instances first, and to all if these do well.</summary>
internal static class RolloutCommand
{
    public static Command Create(ConnectionOptions connection) =>
        new("rollout", "Give a version of a configuration to some instances first, and to all if these do well.")
        {
            RolloutStartCommand.Create(connection),
            RolloutReadCommands.List(connection),
            RolloutReadCommands.Show(connection),
            RolloutReadCommands.Watch(connection),
            RolloutOrderCommands.Approve(connection),
            RolloutOrderCommands.Create(connection, "pause", "Hold a rollout where it is. Its gate still watches.", "is paused"),
            RolloutOrderCommands.Create(connection, "resume", "Let a paused rollout go on.", "goes on"),
            RolloutOrderCommands.Create(connection, "abort", "Take the version back from those that have it.", "is rolled back"),
            RolloutOrderCommands.Create(connection, "promote", "Give the version to all at once, whatever its gate says.", "is completed"),
        };
}
