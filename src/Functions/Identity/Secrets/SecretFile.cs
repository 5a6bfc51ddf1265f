using System.Text;
using ToskaMesh.Functions.Routing;

namespace ToskaMesh.Functions.Identity.Secrets;

/// <summary>A secret in the data directory, for its user alone: mode 600.</summary>
internal static class SecretFile
{
    /// <summary>On disk, whole, when this completes: a secret that was used and that nobody has would be lost for good.</summary>
    /// <exception cref="IOException">It cannot be written, or there is such a file already.</exception>
    public static async Task WriteAsync(string path, string secret, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(secret + "\n"), cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }
}
