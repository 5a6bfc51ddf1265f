using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Wakes instances when something in their inbox becomes due. The times are in the store; here is only when to look next.</summary>
internal sealed partial class DueTimers(
    StoreReader reader, ReadyInstances ready, EngineClock clock, TimeProvider time, ILogger<DueTimers> logger)
{
    // A delay does not hear of a clock that was moved forward, nor of the time in which the machine slept.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _never = new();
    private TaskCompletionSource _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen;
    private long _next = long.MaxValue;

    /// <summary>Something was committed that becomes due.</summary>
    public void Add(string instance, long due)
    {
        lock (_lock)
        {
            if (due <= _seen)
            {
                ready.Add(instance);
            }
            else if (due < _next)
            {
                _sooner.TrySetResult();
            }
        }
    }

    /// <param name="seen">What was due until then is known to be ready.</param>
    public async Task RunAsync(DateTime seen, CancellationToken stopping)
    {
        _seen = seen.Ticks;
        while (!stopping.IsCancellationRequested)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var (until, sooner) = Look();
            var before = clock.Now;
            var delay = Task.Delay(until > before ? until - before : TimeSpan.Zero, time, waiting.Token);

            // A clock that moved in between, as after a pause of the process, would make the delay too long.
            if (clock.Now - before < Negligible)
            {
                await Task.WhenAny(sooner, delay);
            }

            await waiting.CancelAsync();
        }
    }

    /// <returns>Until when there is nothing to do, and what ends when that is no longer so.</returns>
    private (DateTime Until, Task Sooner) Look()
    {
        var now = clock.Now;
        try
        {
            lock (_lock)
            {
                reader.Read(db => InboxTable.DueBetween(db, _seen, now.Ticks)).ForEach(ready.Add);
                _seen = now.Ticks;
                _next = reader.Read(db => InboxTable.NextDue(db, now.Ticks)) ?? long.MaxValue;
                _sooner = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return (new DateTime(Math.Min(_next, (now + LongestWait).Ticks), DateTimeKind.Utc), _sooner.Task);
            }
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            return (now + AfterFailure, _never.Task);
        }
    }
}
