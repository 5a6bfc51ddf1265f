namespace ToskaMesh.Cli.Launch;

/// <summary>
/// A child's output on disk: a new file for each start, the one before kept as <c>.1</c>, and no file beyond its limit.
/// The last lines also stay in memory, to be shown when the child fails.
/// </summary>
internal sealed class LogFile : IDisposable
{
    public const int TailLines = 20;
    public const long DefaultMaxBytes = 10 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<string> _tail = new(TailLines);
    private readonly long _maxBytes;
    private StreamWriter? _writer;

    public LogFile(string path, long maxBytes = DefaultMaxBytes)
    {
        Path = path;
        _maxBytes = maxBytes;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _writer = Open();
    }

    public string Path { get; }

    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_lock)
            {
                return [.. _tail];
            }
        }
    }

    public void WriteLine(string line)
    {
        lock (_lock)
        {
            while (_tail.Count >= TailLines)
            {
                _tail.Dequeue();
            }

            _tail.Enqueue(line);
            if (_writer is not null && _writer.BaseStream.Length > _maxBytes)
            {
                _writer.Dispose();
                _writer = Open();
            }

            _writer?.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private StreamWriter Open()
    {
        if (File.Exists(Path))
        {
            File.Move(Path, $"{Path}.1", overwrite: true);
        }

        return new StreamWriter(Path) { AutoFlush = true };
    }
}
