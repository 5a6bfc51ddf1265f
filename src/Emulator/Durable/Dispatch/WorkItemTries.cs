using System.Collections.Concurrent;

namespace ToskaMesh.Emulator.Durable.Dispatch;

/// <summary>Counts the failures of work items that are not the functions' own, so that none is tried for ever.</summary>
internal sealed class WorkItemTries
{
    /// <summary>Enough that an innocent one, which happened to run whenever the host was killed, is not given up.</summary>
    public const int Limit = 20;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EnvironmentDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, int> _failures = new();

    /// <summary>Counts a failure, unless it is the environment's: a full disk must not be the end of healthy items.</summary>
    /// <returns>How often it has failed in a row.</returns>
    public int Failed(string item, Exception exception) => EnvironmentFailures.Are(exception)
        ? _failures.GetValueOrDefault(item)
        : _failures.AddOrUpdate(item, 1, static (_, failures) => failures + 1);

    public void Succeeded(string item) => _failures.TryRemove(item, out _);

    /// <param name="failures">Those that count.</param>
    public static TimeSpan DelayAfter(int failures, Exception exception) => EnvironmentFailures.Are(exception)
        ? EnvironmentDelay
        : TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, failures - 1), LongestDelay.TotalMilliseconds));
}
