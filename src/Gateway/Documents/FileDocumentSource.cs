using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Gateway.Documents;

/// <summary>The documents as files, which their publisher replaces by renaming.</summary>
internal sealed partial class FileDocumentSource(
    IOptions<MeshOptions> options, TimeProvider timeProvider, ILogger<FileDocumentSource> logger) : IDocumentSource
{
    // Two replacements of equal length within one tick of the file system's clock have equal tags. So a file that is
    // younger than this gets a tag that is never met again, and is read once more (git does the same with its index).
    private static readonly TimeSpan TooYoungToTell = TimeSpan.FromSeconds(2);

    private readonly string _directory = options.Value.DataDirectory;

    public async Task<StoredDocument?> ReadAsync(string name, string? knownTag, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, name);
        try
        {
            var tag = TagOf(path);
            return tag == knownTag ? null : new StoredDocument(await File.ReadAllBytesAsync(path, cancellationToken), tag);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"'{path}' may not be read by this process: {denied.Message}", denied);
        }
    }

    public IDisposable OnChange(string name, Action changed)
    {
        try
        {
            Directory.CreateDirectory(_directory);
            var watcher = new FileSystemWatcher(_directory, name);
            watcher.Created += (_, _) => changed();
            watcher.Changed += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();
            watcher.Error += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception unwatchable) when (unwatchable is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // No inotify handle left, for example: polling alone is slower, and enough.
            Log.NotWatched(logger, name, _directory, unwatchable);
            return NotWatching.Instance;
        }
    }

    private string TagOf(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException($"'{path}' does not exist.", path);
        }

        var now = timeProvider.GetUtcNow().UtcDateTime;
        var written = file.LastWriteTimeUtc;
        return now - written < TooYoungToTell ? $"{now.Ticks}" : $"{written.Ticks}-{file.Length}";
    }
}
