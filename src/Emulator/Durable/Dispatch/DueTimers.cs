using Microsoft.Extensions.Logging;
using ToskaMesh.Emulator.Durable.Store;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Wakes instances when something in their inbox becomes due. The times are in the store; here is only when to look next.</summary>
internal sealed partial class DueTimers(
    StoreReader reader, ReadyInstances ready, EngineClock clock, TimeProvider time, ILogger<DueTimers> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

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
            var (wait, sooner) = Look();
            await Task.WhenAny(sooner, Task.Delay(wait, time, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    /// <returns>How long there is nothing to do, and what ends when that is no longer so.</returns>
    private (TimeSpan Wait, Task Sooner) Look()
    {
        try
        {
            var now = clock.Now.Ticks;
            lock (_lock)
            {
                reader.Read(db => InboxTable.DueBetween(db, _seen, now)).ForEach(ready.Add);
                _seen = now;
                _next = reader.Read(db => InboxTable.NextDue(db, now)) ?? long.MaxValue;
                _sooner = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return (TimeSpan.FromTicks(Math.Min(_next - now, LongestWait.Ticks)), _sooner.Task);
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            Log.Failed(logger, exception);
            return (AfterFailure, _never.Task);
        }
    }
}
