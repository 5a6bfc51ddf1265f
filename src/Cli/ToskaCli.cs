using System.CommandLine;
using ToskaMesh.Cli.Commands;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli;

/// <summary>Parses, runs, and turns every end into an exit status.</summary>
internal static class ToskaCli
{
    public static async Task<int> RunAsync(
        string[] arguments, Installation? installation, Surroundings surroundings, TextWriter output, TextWriter error)
    {
        var parsed = ToskaCommand.Create(installation, surroundings).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
            {
                await error.WriteLineAsync(mistake.Message);
            }

            await error.WriteLineAsync($"Try: {CommandPath.Of(parsed.CommandResult)} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,

                // Commands end by themselves: "up" needs longer than the library's two seconds to stop cleanly.
                ProcessTerminationTimeout = null,
            });
        }
        catch (CommandFailedException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }
}
