using System.Text;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Launch;

/// <summary>A key of a mesh on this machine that the function app does not make itself: a file that its user alone reads.</summary>
internal static class KeyFile
{
    /// <param name="id">The id of the API key, where one is made.</param>
    /// <exception cref="CommandFailedException">The file holds no key.</exception>
    public static string ReadOrMake(string path, string id) => Read(path, () => ApiKey.Generate(id).Reveal(), text => ApiKey.TryParse(text, out _))
        ?? throw new CommandFailedException(ExitCode.Failed, $"{path} does not hold an API key. Remove it, and the next start makes one.");

    /// <summary>The control plane's master key.</summary>
    /// <exception cref="CommandFailedException">The file holds none.</exception>
    public static string ReadOrMakeMaster(string path) => Read(path, MasterSecret.Generate, text => MasterSecret.TryParse(text, out _))
        ?? throw new CommandFailedException(
            ExitCode.Failed, $"{path} does not hold a master key. Put it back: what the store's signing keys are encrypted with cannot be made again.");

    private static string? Read(string path, Func<string> make, Func<string, bool> isKey)
    {
        if (!File.Exists(path))
        {
            Make(path, make());
        }

        var text = File.ReadAllText(path).Trim();
        return isKey(text) ? text : null;
    }

    private static void Make(string path, string key)
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
            file.Write(Encoding.ASCII.GetBytes(key + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
