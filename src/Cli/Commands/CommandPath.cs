using System.CommandLine;
using System.CommandLine.Parsing;

namespace ToskaMesh.Cli.Commands;

/// <summary>How a command is called, with those that it belongs to: <c>toska users list</c>.</summary>
internal static class CommandPath
{
    public static string Of(CommandResult result) => result switch
    {
        { Command: RootCommand } => "toska",
        { Parent: CommandResult parent } => $"{Of(parent)} {result.Command.Name}",
        _ => result.Command.Name,
    };
}
