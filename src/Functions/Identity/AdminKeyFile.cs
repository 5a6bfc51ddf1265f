using System.Text;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

/// <summary>The embedded profile's Admin key, for the person at this machine: <c>api-key</c> in the data directory, mode 600.</summary>
internal sealed class AdminKeyFile(string path)
{
    public string Path => path;

    /// <summary>Null when there is no file.</summary>
    /// <exception cref="NotReadyException">There is one, but it holds no key.</exception>
    public async Task<ApiKey?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return ApiKey.TryParse(text.Trim(), out var key)
            ? key
            : throw new NotReadyException($"{path} does not hold an API key. Put the key back, or remove the file and set Mesh:Bootstrap:ApiKey.");
    }

    /// <summary>On disk, whole, when this completes: a key whose hash is stored but that nobody has would be lost for good.</summary>
    public async Task WriteAsync(ApiKey key, CancellationToken cancellationToken)
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
            await stream.WriteAsync(Encoding.ASCII.GetBytes(key.Reveal() + "\n"), cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        DirectorySync.Flush(System.IO.Path.GetDirectoryName(path)!);
    }
}
