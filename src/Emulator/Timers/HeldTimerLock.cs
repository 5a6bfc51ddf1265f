using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The lock of a timer while this host runs it: renews the lease, tells when it is lost, releases it at the end.</summary>
internal sealed partial class HeldTimerLock : IAsyncDisposable
{
    private static readonly TimeSpan ShortestCall = TimeSpan.FromSeconds(1);

    private readonly ITimerLock _locks;
    private readonly TimerLockTerms _terms;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _abort;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private Task _keeping = Task.CompletedTask;

    // Null while the storage has not answered yet and the timer runs nevertheless.
    private volatile TimerLease? _lease;

    // Ticks, because the runner reads it on another thread.
    private long _validUntil;
    private volatile bool _failing;

    /// <summary>
    /// Without a lease the storage did not answer and the timer runs nevertheless. <paramref name="askedAt"/> is a time
    /// before it was granted, so that it is never believed to last longer than it does.
    /// </summary>
    public HeldTimerLock(
        ITimerLock locks,
        TimerLockTerms terms,
        TimerLease? lease,
        DateTimeOffset askedAt,
        TimeProvider time,
        ILogger<HeldTimerLock> logger,
        CancellationToken abort)
    {
        (_locks, _terms, _time, _logger, _abort) = (locks, terms, time, logger, abort);
        _lease = lease;
        _validUntil = (askedAt + terms.Duration).UtcTicks;
        Lost = _lost.Token;
    }

    /// <summary>Cancelled when another host may run the timer.</summary>
    public CancellationToken Lost { get; }

    /// <summary>
    /// False also before a loss is noticed: after this process was suspended for longer than the lease, the timer wakes
    /// no later than the renewal does.
    /// </summary>
    public bool IsValid => !_lost.IsCancellationRequested && (GoesOnWithoutStorage || TimeLeft > TimeSpan.Zero);

    private TimeSpan TimeLeft => TimeSpan.FromTicks(Volatile.Read(ref _validUntil) - _time.GetUtcNow().UtcTicks);

    private bool GoesOnWithoutStorage => _terms.RunsWithoutStorage && (_failing || _lease is null);

    /// <summary>Begins to keep the lease; until then it lasts as long as it was granted for.</summary>
    public void StartRenewing() => _keeping = KeepAsync();

    public async ValueTask DisposeAsync()
    {
        _released.Cancel();
        await _keeping;
        if (_lease is not null)
        {
            await ReleaseAsync(_lease);
        }

        _released.Dispose();
        _lost.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            do
            {
                await Task.Delay(_failing ? _terms.RetryInterval : _terms.Interval, _time, _released.Token);
            }
            while (await IsStillOursAsync());
            _lost.Cancel();
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            // The end of a held lock, not a failure.
        }
    }

    private async Task<bool> IsStillOursAsync()
    {
        var askedAt = _time.GetUtcNow();
        try
        {
            if (!await AskAsync())
            {
                Log.Lost(_logger, _terms.Name);
                return false;
            }

            _failing = false;
            Volatile.Write(ref _validUntil, (askedAt + _terms.Duration).UtcTicks);
            return true;
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            _failing = true;
            Log.RenewalFailed(_logger, _terms.Name, exception);
            if (!IsValid)
            {
                Log.Lost(_logger, _terms.Name);
            }

            return IsValid;
        }
    }

    private async Task<bool> AskAsync()
    {
        if (_lease is null)
        {
            _lease = await _locks.TryAcquireAsync(_terms.Name, _terms.Duration, _released.Token);
            return _lease is not null;
        }

        var left = TimeLeft;
        return await _locks.TryRenewAsync(_lease, _released.Token)
            .WaitAsync(left > ShortestCall ? left : ShortestCall, _time, _released.Token);
    }

    private async Task ReleaseAsync(TimerLease lease)
    {
        try
        {
            await _locks.ReleaseAsync(lease, _abort);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            Log.NotReleased(_logger, _terms.Name, exception: null);
        }
        catch (Exception exception)
        {
            Log.NotReleased(_logger, _terms.Name, exception);
        }
    }
}
