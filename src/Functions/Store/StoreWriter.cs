using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// The one writer of the process. Writes that wait together share a transaction, and with it the disk's answer, the
/// dearest part of each. Nobody waits for company: a batch is what arrived while the one before was written. The loop runs only while there is work, and all of it
/// is awaited by a caller, so that nothing is left to a process that the host may freeze.
/// </summary>
internal sealed partial class StoreWriter(
    IDbContextFactory<MeshDbContext> contexts,
    TimeProvider time,
    StoreRetry retry,
    StoreGenerations generations,
    IOptions<StoreOptions> options,
    ILogger<StoreWriter> logger)
{
    public const int MaxBatch = 256;

    private readonly Channel<StoreWrite> _waiting = Channel.CreateBounded<StoreWrite>(
        new BoundedChannelOptions(options.Value.MaxWaitingWrites) { SingleReader = true });

    private readonly StoreBatch _transactions = new(contexts, time, retry, generations);
    private readonly List<StoreWrite> _batch = new(MaxBatch);
    private int _isRunning;

    /// <summary>Runs the work in a transaction, and completes when that is durable. Cancellation is heard until the work has begun.</summary>
    /// <exception cref="StoreUnavailableException">The store failed, or too many writes are waiting; nothing was written.</exception>
    public Task<T> WriteAsync<T>(StoreKeys keys, Func<StoreTransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var write = new StoreWrite<T>(keys, work, cancellationToken);
        if (!_waiting.Writer.TryWrite(write))
        {
            write.Fail(new StoreUnavailableException("The mesh store is busy: too many writes are waiting. Try again in a moment."));
        }
        else if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(DrainAsync, CancellationToken.None);
            }
        }

        return write.Answer;
    }

    private async Task DrainAsync()
    {
        do
        {
            while (TakeBatch())
            {
                await RunBatchAsync();
            }

            Volatile.Write(ref _isRunning, 0);
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0);
    }

    private bool TakeBatch()
    {
        _batch.Clear();
        while (_batch.Count < MaxBatch && _waiting.Reader.TryRead(out var write))
        {
            if (write.TryStart())
            {
                _batch.Add(write);
            }
        }

        return _batch.Count > 0;
    }

    private async Task RunBatchAsync()
    {
        try
        {
            foreach (var write in await _transactions.CommitAsync(_batch, CancellationToken.None))
            {
                write.Complete();
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, the callers are waiting; those that failed by themselves have their answer already.
            Log.BatchFailed(logger, _batch.Count, exception);
            var failure = StoreFailures.Translate(exception) ?? exception;
            _batch.ForEach(write => write.Fail(failure));
        }
    }
}
