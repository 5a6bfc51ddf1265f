using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Documents;

/// <summary>The gateway's own copies of what it applied last: enough to start from when nothing else is there.</summary>
internal sealed class OwnCopy(IOptions<GatewayOptions> options)
{
    private readonly string _directory = options.Value.CacheDirectory;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <summary>Replaces the copy so that a crash at any time leaves the old one or the new one, whole.</summary>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        var path = Path.Combine(_directory, name);
        var temporary = path + ".new";
        File.Delete(temporary);
        var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = mode;
        }

        await using (var file = new FileStream(temporary, creation))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
