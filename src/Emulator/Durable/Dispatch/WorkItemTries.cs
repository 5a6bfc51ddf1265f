using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Counts the failures of work items that are not the functions' own, so that none is tried for ever.</summary>
internal sealed class WorkItemTries
{
    /// <summary>Enough that an innocent one, which happened to run whenever the host was killed, is not given up.</summary>
    public const int Limit = 20;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, int> _failures = new();

    /// <returns>How often it has failed in a row.</returns>
    public int Failed(string item) => _failures.AddOrUpdate(item, 1, static (_, failures) => failures + 1);

    public void Succeeded(string item) => _failures.TryRemove(item, out _);

    public static TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, failures - 1), LongestDelay.TotalMilliseconds));
}
