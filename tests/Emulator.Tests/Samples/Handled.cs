using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>What the functions of a test were started with, and how the test has them behave.</summary>
public sealed class Handled
{
    private readonly ConcurrentQueue<string> _messages = new();
    private int _running;
    private int _most;

    public IReadOnlyCollection<string> Messages => _messages;

    /// <summary>The highest number that ran at a time.</summary>
    public int MostAtATime => _most;

    public Func<string, CancellationToken, Task> Behaviour { get; set; } = static (_, _) => Task.CompletedTask;

    public async Task HandleAsync(string message, CancellationToken cancellationToken)
    {
        _most = Math.Max(_most, Interlocked.Increment(ref _running));
        try
        {
            await Task.Yield();
            _messages.Enqueue(message);
            await Behaviour(message, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
