using System.Collections.Concurrent;

namespace ToskaMesh.Testing.Servers;

/// <summary>The last lines that a program wrote.</summary>
internal sealed class OutputTail
{
    private const int KeptLines = 100;

    private readonly ConcurrentQueue<string> _lines = new();

    public void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        while (_lines.Count > KeptLines)
        {
            _lines.TryDequeue(out _);
        }
    }

    public override string ToString() => string.Join('\n', _lines);
}
