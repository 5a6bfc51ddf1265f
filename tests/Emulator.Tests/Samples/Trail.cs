using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Tests.Samples;

/// <summary>What happened, in order.</summary>
public sealed class Trail
{
    private readonly ConcurrentQueue<string> _steps = new();

    public IReadOnlyCollection<string> Steps => _steps;

    public void Add(string step) => _steps.Enqueue(step);
}
