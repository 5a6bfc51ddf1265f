using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Timers;

/// <summary>How long a timer waits after its storage failed.</summary>
internal static class StorageBackoff
{
    private static readonly ExponentialBackoffRetryPolicy Policy =
        new(RetryPolicy.Unlimited, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    public static TimeSpan After(int failures, Jitter jitter) => RetryDelay.Before(Policy, failures, jitter());
}
