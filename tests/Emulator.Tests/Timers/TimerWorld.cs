using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Emulator.Retries;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>A storage, a clock, one timer function, and as many hosts as a test starts.</summary>
internal sealed class TimerWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimerBlobNames Names = TimerBlobNames.For("test", "Sweep");

    private readonly List<TimerListener> _listeners = [];

    public TimerWorld()
    {
        Time = new ObservedTime(Noon);
        Locks = new InMemoryTimerLock(Time);
        Function = new TimerFunction(Time);
    }

    /// <summary>An idle listener that holds the lock waits twice: for the next run and for the next renewal.</summary>
    public static int Idle => 2;

    /// <summary>A listener whose function runs, or one that stands by, waits once.</summary>
    public static int Busy => 1;

    public ObservedTime Time { get; }

    public InMemoryTimerStatusStore Statuses { get; } = new();

    public InMemoryTimerLock Locks { get; }

    public TimerFunction Function { get; }

    public static TimerDefinition Timer(
        string schedule, bool runOnStartup = false, bool useMonitor = true, RetryPolicy? retry = null) =>
        new("Sweep", TimerSchedule.Parse(schedule, TimeZoneInfo.Utc), runOnStartup, useMonitor, retry);

    public TimerListener Host(TimerDefinition timer, TimerFunction? function = null)
    {
        var factory = new TimerListenerFactory(
            new TimerHost("test", Lease), Statuses, Locks, Time, () => 0.5, NullLoggerFactory.Instance);
        var listener = factory.Create(timer, (function ?? Function).RunAsync);
        _listeners.Add(listener);
        return listener;
    }

    public async Task<TimerListener> StartAsync(TimerDefinition timer, TimerFunction? function = null)
    {
        var listener = Host(timer, function);
        await listener.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public Task<TimerStatus?> StoredAsync() => Statuses.ReadAsync(Names.Status, TestContext.Current.CancellationToken);

    public Task StoreAsync(DateTimeOffset? last, DateTimeOffset next) =>
        Statuses.WriteAsync(Names.Status, new TimerStatus(last, next, last ?? next), TestContext.Current.CancellationToken);

    /// <summary>Another host, that does not renew unless the lease is long.</summary>
    public Task<TimerLease?> TakeLockAsync(TimeSpan duration) =>
        Locks.TryAcquireAsync(Names.Lock, duration, TestContext.Current.CancellationToken);

    public void BreakLock() => Locks.Break(Names.Lock);

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }
}
