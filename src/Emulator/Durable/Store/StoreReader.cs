using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>Reads what is committed, beside the writer. Keeps connections for the next reader.</summary>
internal sealed class StoreReader(DurableDatabase database) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var session = _idle.TryTake(out var idle) ? idle : database.Open();
        try
        {
            return read(session);
        }
        finally
        {
            if (_disposed || _idle.Count >= Kept)
            {
                session.Dispose();
            }
            else
            {
                _idle.Add(session);
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
