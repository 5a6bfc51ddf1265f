using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Routing;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store.Sqlite;

/// <summary>The file of the embedded store and the lock that keeps it to one process.</summary>
internal sealed class SqliteStoreFile(IOptions<MeshOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _held;

    public string Path { get; } = System.IO.Path.Combine(options.Value.FullDataDirectory, "mesh.db");

    private string LockPath { get; } = System.IO.Path.Combine(options.Value.FullDataDirectory, "mesh.lock");

    /// <summary>For operations. It never makes a file: only <see cref="SqliteStorePreparation"/> may.</summary>
    public string ConnectionString => Connect(SqliteOpenMode.ReadWrite, pooling: true);

    public string Connect(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        DefaultTimeout = 5,
    }.ConnectionString;

    /// <summary>Takes the lock if this process does not have it yet. The kernel gives it back when a process dies.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it.</exception>
    public void Hold()
    {
        lock (_lock)
        {
            _held ??= Take();
        }
    }

    /// <summary>
    /// Makes an empty file, which is an empty database, when there is none: only its owner may read the hashes in it,
    /// and SQLite gives the files beside it the same mode.
    /// </summary>
    public void Create()
    {
        // Never opened when it is there: closing it would drop the locks that SQLite has on it in this process.
        if (File.Exists(Path))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(Path, options).Dispose();
    }

    public void Dispose()
    {
        // Closes the pooled connections, the last of which folds the write-ahead log into the file.
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _held?.Dispose();
    }

    private FileStream Take()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(LockPath)!);
        return LockFile.TryTake(LockPath) ?? throw new StoreUnavailableException(
            "Another process serves the mesh store of this data directory. Stop it, or give this one a folder of its own with Mesh:DataDirectory.",
            new IOException($"'{LockPath}' is locked."));
    }
}
