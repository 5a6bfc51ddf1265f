using System.CommandLine;
using System.Diagnostics;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>The function app does the work, since the schema is its own; this starts it.</summary>
internal static class MigrateCommand
{
    public static Command Create(Option<string?> data, Installation? installation)
    {
        var command = new Command(
            "migrate",
            "Prepare the mesh store in the data directory before a start or an upgrade; 'toska up' does this by itself.")
        {
            data,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var start = new ProcessStartInfo(Dotnet.Path);
            start.ArgumentList.Add((installation ?? throw UpCommand.NotInstalled()).Functions);
            start.ArgumentList.Add("migrate");
            start.Environment["Mesh__DataDirectory"] = DataDirectory.Choose(arguments.GetValue(data), installation).Path;
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
