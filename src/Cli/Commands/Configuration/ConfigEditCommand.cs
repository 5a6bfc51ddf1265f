using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ToskaMesh.Cli.Client;

namespace ToskaMesh.Cli.Commands.Configuration;

/// <summary>Opens what a configuration holds in an editor, and writes it back if nobody else did meanwhile.</summary>
internal static class ConfigEditCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var which = new ConfigOptions();
        var rest = new ConfigBodyOptions();
        var command = which.AddTo(new Command("edit", "Change a configuration in $VISUAL or $EDITOR. What was edited is kept in a file if it is refused. Services, labels, schema and description that are not given stay."));
        rest.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var http = connection.Open(arguments);
            var before = await which.FindAsync(arguments, new MeshApi(http), cancellationToken);
            var (format, content) = (Field.Of(before, "format"), Field.Of(before, "content"));
            var path = Path.Combine(Directory.CreateTempSubdirectory("toska-").FullName, $"{which.Name(arguments)}.{format}");
            await File.WriteAllTextAsync(path, content, cancellationToken);
            await KeptAsync(path, content, () => EditAsync(path, cancellationToken), cancellationToken);
            var edited = await File.ReadAllTextAsync(path, cancellationToken);
            if (edited == content && !rest.Change(arguments))
            {
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
                Answer.Write(arguments, connection, before, "Nothing was changed.");
                return;
            }

            JsonNode? answer = null;
            await KeptAsync(
                path,
                content,
                async () => answer = await ConfigWriter.ReplaceAsync(http, which.Path(arguments), before, rest.Body(arguments, before, edited, format), cancellationToken),
                cancellationToken);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            Answer.Write(arguments, connection, answer, ConfigWriteCommands.Written(answer));
        });
        return connection.AddTo(command);
    }

    // Whatever fails, what somebody wrote is not lost, and what nobody wrote is not left behind.
    private static async Task KeptAsync(string path, string content, Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step();
        }
        catch (CommandFailedException failure)
        {
            if (await File.ReadAllTextAsync(path, cancellationToken) != content)
            {
                throw new CommandFailedException(failure.ExitCode, $"{failure.Message}{Environment.NewLine}What you wrote is in {path}.");
            }

            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            throw;
        }
    }

    // A shell takes the command apart, as git lets it: an editor may have arguments and quotes.
    private static async Task EditAsync(string path, CancellationToken cancellationToken)
    {
        var editor = Variable("VISUAL") ?? Variable("EDITOR") ?? (OperatingSystem.IsWindows() ? "notepad" : "vi");
        string[] arguments = OperatingSystem.IsWindows() ? ["/c", editor, path] : ["-c", $"{editor} \"$1\"", "sh", path];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd" : "/bin/sh", arguments) { UseShellExecute = false })!;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new CommandFailedException(ExitCode.Failed, $"'{editor}' ended with {process.ExitCode}: nothing was written.");
            }
        }
        catch (Win32Exception error)
        {
            throw new CommandFailedException(ExitCode.Failed, $"'{editor}' does not start: {error.Message}");
        }
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
