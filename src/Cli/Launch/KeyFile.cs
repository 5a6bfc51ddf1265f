using System.Text;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Launch;

/// <summary>An API key of a mesh on this machine that the function app does not make itself: a file that its user alone reads.</summary>
internal static class KeyFile
{
    /// <param name="id">The key's id, where one is made.</param>
    /// <exception cref="CommandFailedException">The file holds no key.</exception>
    public static string ReadOrMake(string path, string id)
    {
        if (!File.Exists(path))
        {
            Make(path, id);
        }

        var text = File.ReadAllText(path).Trim();
        return ApiKey.TryParse(text, out _)
            ? text
            : throw new CommandFailedException(ExitCode.Failed, $"{path} does not hold an API key. Remove it, and the next start makes one.");
    }

    private static void Make(string path, string id)
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
            file.Write(Encoding.ASCII.GetBytes(ApiKey.Generate(id).Reveal() + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
