using System.CommandLine;
using ToskaMesh.Cli.Launch;

namespace ToskaMesh.Cli.Commands;

/// <summary>The function app does the work, since the schema is its own; this starts it.</summary>
internal static class MigrateCommand
{
    public static Command Create(Option<string?> data, Installation? installation)
    {
        var profile = ProfileOption.Create();
        var command = new Command(
            "migrate",
            "Prepare the mesh's stores before a start or an upgrade; 'toska up' does this by itself.")
        {
            profile, data,
        };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            DataDirectory.Choose(arguments.GetValue(data), installation),
            arguments.GetValue(profile),
            installation ?? throw UpCommand.NotInstalled(),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        DataDirectory data, MeshProfile profile, Installation installation, CancellationToken cancellationToken)
    {
        var settings = profile is MeshProfile.Local
            ? ProfileSettings.Local(await new LocalServers(installation.Servers).SettingsAsync(cancellationToken), AdminKey.ReadOrMake(data), MasterKey.ReadOrMake(data))
            : ProfileSettings.Embedded;
        if (await Migration.RunAsync(installation, data, profile, settings, cancellationToken))
        {
            return ExitCode.Done;
        }

        throw new CommandFailedException(
            ExitCode.Failed,
            profile is MeshProfile.Local ? $"Do the servers run? {installation.Servers} status" : $"Is it free, and can {data.Path} be written? A mesh that runs on it migrates it by itself; --data DIR is another folder.");
    }
}
