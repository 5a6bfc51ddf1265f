using System.Threading.Channels;
using ToskaMesh.Emulator.Timers;

namespace ToskaMesh.Emulator.Tests.Timers;

/// <summary>A timer function that records how it was run and fails when runs overlap.</summary>
internal sealed class TimerFunction(TimeProvider time)
{
    private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();
    private int _running;

    /// <summary>What an attempt does; succeeds at once by default.</summary>
    public Func<TimerInvocation, CancellationToken, Task<bool>> Body { get; set; } = (_, _) => Task.FromResult(true);

    public int Count { get; private set; }

    public bool Overlapped { get; private set; }

    public async Task<bool> RunAsync(TimerInvocation invocation, CancellationToken cancellationToken)
    {
        Overlapped |= Interlocked.Increment(ref _running) > 1;
        Count++;
        var startedAt = time.GetUtcNow();
        try
        {
            var body = Body(invocation, cancellationToken);
            _runs.Writer.TryWrite(new Run(invocation, startedAt));
            return await body;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public async Task<Run> NextAsync() =>
        await _runs.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    internal sealed record Run(TimerInvocation Invocation, DateTimeOffset At)
    {
        public TimerTick Tick => Invocation.Tick;
    }
}
