namespace ToskaMesh.Shared.Coalescing;

/// <summary>
/// Work that is worth doing once for everybody who asks while it is under way. It starts at once when idle; who asks
/// while it runs shares the next run, because the current one may have read its input before they asked. A run that
/// nobody waits for any more is cancelled: no work goes on behind an invocation's back.
/// </summary>
public sealed class CoalescedWork<T>(Func<CancellationToken, Task<T>> work, TimeProvider time)
    where T : class
{
    private readonly Lock _gate = new();
    private Run? _current;
    private Run? _next;

    /// <summary>Waits for a run that started after this call.</summary>
    /// <param name="deadline">How long to wait at most, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="cancellationToken">Ends this caller's wait; others still get their result.</param>
    /// <returns>Null when the deadline came first.</returns>
    public async Task<T?> RunAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var run = Join();
        try
        {
            return await run.Result.WaitAsync(deadline, time, cancellationToken);
        }
        catch (TimeoutException) when (!run.Result.IsCompleted)
        {
            return null;
        }
        finally
        {
            Leave(run);
        }
    }

    // The source has no timer and nothing to dispose of; a waiter may cancel it when the run is long over.
    private static Run NewRun() => new(new CancellationTokenSource());

    private Run Join()
    {
        lock (_gate)
        {
            var run = _current is null ? Start(NewRun()) : _next ??= NewRun();
            run.Waiting++;
            return run;
        }
    }

    private void Leave(Run run)
    {
        lock (_gate)
        {
            if (--run.Waiting > 0 || run.Result.IsCompleted)
            {
                return;
            }

            _next = _next == run ? null : _next;
        }

        run.Cancel();
    }

    // Under the lock.
    private Run Start(Run run)
    {
        _current = run;
        _ = Task.Run(() => ExecuteAsync(run));
        return run;
    }

    private async Task ExecuteAsync(Run run)
    {
        await run.CompleteAsync(work);
        lock (_gate)
        {
            _current = null;
            if (_next is { } next)
            {
                _next = null;
                Start(next);
            }
        }
    }

    private sealed class Run(CancellationTokenSource cancellation)
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Result => _result.Task;

        public int Waiting { get; set; }

        public void Cancel() => cancellation.Cancel();

        public async Task CompleteAsync(Func<CancellationToken, Task<T>> work)
        {
            try
            {
                _result.SetResult(await work(cancellation.Token));
            }
            catch (OperationCanceledException)
            {
                _result.SetCanceled(cancellation.Token);
            }
            catch (Exception error)
            {
                // Everybody who waits gets it, and logs it with what they were doing.
                _result.SetException(error);
            }
        }
    }
}
