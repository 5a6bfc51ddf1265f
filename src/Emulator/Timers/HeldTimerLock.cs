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

    // Null while the timer runs without storage.
    private TimerLease? _lease;
    private DateTimeOffset _validUntil;
    private bool _failing;

    private HeldTimerLock(ITimerLock locks, TimerLockTerms terms, TimeProvider time, ILogger logger, CancellationToken abort)
    {
        (_locks, _terms, _time, _logger, _abort) = (locks, terms, time, logger, abort);
        Lost = _lost.Token;
    }

    /// <summary>Cancelled when another host may run the timer.</summary>
    public CancellationToken Lost { get; }

    /// <summary>
    /// False also before a loss is noticed: after this process was suspended for longer than the lease, the timer wakes
    /// no later than the renewal does.
    /// </summary>
    public bool IsValid => !_lost.IsCancellationRequested && (_lease is null || _time.GetUtcNow() < _validUntil);

    /// <summary>
    /// Begins to keep the lease; without one the storage did not answer and the timer runs nevertheless.
    /// <paramref name="askedAt"/> is a time before it was granted, so that it is never believed to last longer than it does.
    /// </summary>
    public static HeldTimerLock Start(
        ITimerLock locks,
        TimerLockTerms terms,
        TimerLease? lease,
        DateTimeOffset askedAt,
        TimeProvider time,
        ILogger logger,
        CancellationToken abort)
    {
        var held = new HeldTimerLock(locks, terms, time, logger, abort) { _lease = lease, _validUntil = askedAt + terms.Duration };
        held._keeping = held.KeepAsync();
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
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
            await _lost.CancelAsync();
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
            if (!await AskAsync(askedAt))
            {
                Log.Lost(_logger, _terms.Name);
                return false;
            }

            _failing = false;
            _validUntil = askedAt + _terms.Duration;
            return true;
        }
        catch (OperationCanceledException) when (_released.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            Log.RenewalFailed(_logger, _terms.Name, exception);
            return OutlastsFailure();
        }
    }

    private async Task<bool> AskAsync(DateTimeOffset now)
    {
        if (_lease is null)
        {
            _lease = await _locks.TryAcquireAsync(_terms.Name, _terms.Duration, _released.Token);
            return _lease is not null;
        }

        var left = _validUntil - now;
        return await _locks.TryRenewAsync(_lease, _released.Token)
            .WaitAsync(left > ShortestCall ? left : ShortestCall, _time, _released.Token);
    }

    private bool OutlastsFailure()
    {
        _failing = _lease is not null;
        if (IsValid)
        {
            return true;
        }

        if (_terms.RunsWithoutStorage)
        {
            Log.Unguarded(_logger, _terms.Name);
            _lease = null;
            _failing = false;
            return true;
        }

        Log.Lost(_logger, _terms.Name);
        return false;
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
