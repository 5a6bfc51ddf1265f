using Microsoft.Extensions.Options;
using ToskaMesh.Gateway.Settings;

namespace ToskaMesh.Gateway.Documents;

/// <summary>Watches the folder of the documents.</summary>
internal sealed partial class FileChangeSignal(IOptions<MeshOptions> options, ILogger<FileChangeSignal> logger) : IChangeSignal
{
    private readonly string _directory = options.Value.DataDirectory;

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
}
