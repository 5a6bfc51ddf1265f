using System.CommandLine;
using ToskaMesh.Cli.Commands.Configuration.Rollouts;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Configurations of services.</summary>
internal static class ConfigCommand
{
    public static Command Create(ConnectionOptions connection) =>
        new("config", "Configurations: read, write, compare and take them back.")
        {
            ConfigReadCommands.List(connection),
            ConfigReadCommands.Get(connection),
            ConfigWriteCommands.Set(connection),
            ConfigEditCommand.Create(connection),
            ConfigReadCommands.Diff(connection),
            ConfigReadCommands.History(connection),
            ConfigWriteCommands.RollBack(connection),
            ConfigWriteCommands.Delete(connection),
            ConfigReadCommands.Effective(connection),
            RolloutCommand.Create(connection),
        };
}
