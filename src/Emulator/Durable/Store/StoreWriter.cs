using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using ToskaMesh.Emulator.Durable.Dispatch;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>
/// Commits changes in the order in which they come. Those that wait share a transaction, and so one sync of the disk,
/// with a savepoint each: one that is refused does not take its neighbours along.
/// </summary>
internal sealed class StoreWriter(SqliteSession database, NumberSource numbers, EngineClock clock, Action<CommitEffects> committed)
{
    private const int LargestTransaction = 256;

    // Unbounded: each writer waits for its answer, so there are never more than there are callers.
    private readonly Channel<StoreRequest> _requests =
        Channel.CreateUnbounded<StoreRequest>(new UnboundedChannelOptions { SingleReader = true });

    /// <exception cref="InvalidOperationException">The change was refused, or the host has stopped.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store could not be written.</exception>
    public Task<TResult> SubmitAsync<TResult>(IStoreChange<TResult> change)
    {
        var request = new StoreRequest<TResult>(change);
        return _requests.Writer.TryWrite(request)
            ? request.Answer
            : Task.FromException<TResult>(new InvalidOperationException("The host has stopped: its orchestrations take no more changes."));
    }

    /// <summary>Takes no more changes; <see cref="RunAsync"/> ends once the last is on disk.</summary>
    public void Complete() => _requests.Writer.TryComplete();

    public async Task RunAsync()
    {
        var batch = new List<StoreRequest>(LargestTransaction);
        while (await _requests.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestTransaction && _requests.Reader.TryRead(out var request))
            {
                batch.Add(request);
            }

            Write(batch);
            batch.Clear();
        }
    }

    private void Write(List<StoreRequest> batch)
    {
        var effects = new CommitEffects();
        try
        {
            database.Execute("BEGIN IMMEDIATE");
            foreach (var request in batch)
            {
                Apply(request, effects);
            }

            database.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            Undo();
            batch.ForEach(request => request.Lost(exception));
            return;
        }

        committed(effects);
        batch.ForEach(static (request) => request.Committed());
    }

    private void Apply(StoreRequest request, CommitEffects effects)
    {
        var session = new WriteSession(database, clock.Now, numbers);
        database.Execute("SAVEPOINT change");
        try
        {
            request.Apply(session);
        }
        catch (Exception exception)
        {
            RollBack(exception);
            request.Refuse(exception);
            session = null;
        }

        database.Execute("RELEASE change");
        if (session is not null)
        {
            effects.Add(session.Effects);
        }
    }

    /// <exception cref="Exception">The cause, where SQLite has rolled back the whole by itself, and there is no savepoint any more.</exception>
    private void RollBack(Exception cause)
    {
        try
        {
            database.Execute("ROLLBACK TO change");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    private void Undo()
    {
        try
        {
            database.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }
}
