using System.Text;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Launch;

/// <summary>The first Admin key of a mesh on this machine, where the function app makes none: a file that its user alone reads.</summary>
internal static class AdminKey
{
    /// <exception cref="CommandFailedException">The file holds no key.</exception>
    public static string ReadOrMake(DataDirectory data)
    {
        if (!File.Exists(data.ApiKeyFile))
        {
            Make(data.ApiKeyFile);
        }

        var text = File.ReadAllText(data.ApiKeyFile).Trim();
        return ApiKey.TryParse(text, out _)
            ? text
            : throw new CommandFailedException(ExitCode.Failed, $"{data.ApiKeyFile} does not hold an API key. Remove it, and the next start makes one.");
    }

    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // In its place only once it is whole: half a key would stop every later start.
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, options))
        {
            file.Write(Encoding.ASCII.GetBytes(ApiKey.Generate("admin").Reveal() + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
