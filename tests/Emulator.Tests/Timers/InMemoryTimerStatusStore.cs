using System.Collections.Concurrent;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>Keeps documents, as the real stores do; fails like them while <see cref="Failure"/> is set.</summary>
internal sealed class InMemoryTimerStatusStore : ITimerStatusStore
{
    private readonly ConcurrentDictionary<string, string> _documents = [];

    public Exception? Failure { get; set; }

    public int Reads { get; private set; }

    public Task<TimerStatus?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Reads++;
        return Failure is not null
            ? Task.FromException<TimerStatus?>(Failure)
            : Task.FromResult(_documents.TryGetValue(name, out var document) ? TimerStatusJson.Read(document) : null);
    }

    public Task WriteAsync(string name, TimerStatus status, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Failure is not null)
        {
            return Task.FromException(Failure);
        }

        _documents[name] = TimerStatusJson.Write(status);
        return Task.CompletedTask;
    }
}
