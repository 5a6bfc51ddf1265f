using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

internal sealed class StoreGate(IStorePreparation preparation, TimeProvider time) : IStoreGate
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task? _attempt;
    private long _failedAt;

    public ValueTask EnsureReadyAsync(CancellationToken cancellationToken)
    {
        var attempt = Volatile.Read(ref _attempt);
        return attempt is { IsCompletedSuccessfully: true }
            ? ValueTask.CompletedTask
            : new ValueTask(SharedAttempt().WaitAsync(cancellationToken));
    }

    private Task SharedAttempt()
    {
        lock (_lock)
        {
            if (_attempt is null || (_attempt.IsFaulted && time.GetElapsedTime(_failedAt) >= RetryAfter))
            {
                // Not the caller's token: one caller that goes away must not fail the others' attempt.
                _attempt = Task.Run(() => AttemptAsync(CancellationToken.None), CancellationToken.None);
            }

            return _attempt;
        }
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StoreFailures.TranslateAsync(() => preparation.PrepareAsync(cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            _failedAt = time.GetTimestamp();
            throw;
        }
    }
}
