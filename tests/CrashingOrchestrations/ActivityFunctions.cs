using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace ToskaMesh.CrashingOrchestrations;

public static class ActivityFunctions
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    [Function(nameof(Append))]
    public static async Task<string> Append([ActivityTrigger] string text)
    {
        await Task.Yield();
        return $"{text};";
    }

    /// <summary>Fails twice in each life of the process.</summary>
    [Function(nameof(Flaky))]
    public static string Flaky([ActivityTrigger] string id) =>
        Attempts.AddOrUpdate(id, 1, static (_, n) => n + 1) > 2 ? "at last" : throw new InvalidOperationException("not yet");

    [Function(nameof(Book))]
    public static string Book([ActivityTrigger] string part) =>
        part == "fail" ? throw new InvalidOperationException("fully booked") : part;
}
