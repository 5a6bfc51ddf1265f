using Microsoft.Extensions.Time.Testing;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>
/// A fake clock that knows how many timers wait on it. Loops run on other threads: a test waits until all of them wait
/// again before it looks or moves the clock, so that its outcome does not depend on scheduling.
/// </summary>
internal sealed class ObservedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    // Bounds a failing test only.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly HashSet<ObservedTimer> _pending = [];

    // Counted here, since the fake clock's own timestamps jump when the wall clock is set.
    private TimeSpan _elapsed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ObservedTimer(this, callback, state, _elapsed + dueTime);
        timer.Inner = base.CreateTimer(static self => ((ObservedTimer)self!).Fire(), timer, dueTime, period);
        // Only now: a test that sees it waiting moves the clock at once, and one that is counted before it is there
        // would be set too late, by the time that has gone by in between.
        Update(timer, isPending: true);
        return timer;
    }

    /// <summary>Returns when exactly so many timers wait.</summary>
    public async Task WaitingAsync(int timers)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_pending.Count == timers)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience);
        }
    }

    /// <summary>Moves the clock from timer to timer; after each, so many wait again.</summary>
    public async Task AdvanceAsync(TimeSpan by, int timers)
    {
        var target = _elapsed + by;
        await WaitingAsync(timers);
        while (NextDue() is { } due && due <= target)
        {
            // Else there would be no end of steps of no length.
            if (due <= _elapsed)
            {
                throw new InvalidOperationException($"A timer that was due after {due} has not fired at {_elapsed}.");
            }

            Step(due - _elapsed);
            await WaitingAsync(timers);
        }

        Step(target - _elapsed);
    }

    /// <summary>Moves the clock to the next timer, for a test that expects another number of timers afterwards.</summary>
    public void AdvanceToNext() =>
        Step((NextDue() ?? throw new InvalidOperationException("Nothing waits: start a listener first.")) - _elapsed);

    private void Step(TimeSpan by)
    {
        _elapsed += by;
        var context = SynchronizationContext.Current;
        // Without a context, what waits on the timers goes on within Advance instead of at some later time.
        SynchronizationContext.SetSynchronizationContext(null);
        Advance(by);
        SynchronizationContext.SetSynchronizationContext(context);
    }

    private TimeSpan? NextDue()
    {
        lock (_gate)
        {
            return _pending.Min(timer => (TimeSpan?)timer.DueAt);
        }
    }

    private void Update(ObservedTimer timer, bool isPending)
    {
        lock (_gate)
        {
            // It may have fired, or have been disposed of, before it is counted.
            timer.IsOver |= !isPending;
            if (isPending ? timer.IsOver || !_pending.Add(timer) : !_pending.Remove(timer))
            {
                return;
            }

            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class ObservedTimer(ObservedTime time, TimerCallback callback, object? state, TimeSpan dueAt) : ITimer
    {
        public TimeSpan DueAt { get; } = dueAt;

        public ITimer? Inner { get; set; }

        public bool IsOver { get; set; }

        public void Fire()
        {
            time.Update(this, isPending: false);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

        public void Dispose()
        {
            time.Update(this, isPending: false);
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
