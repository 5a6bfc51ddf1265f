using ToskaMesh.Emulator.Retries;

namespace ToskaMesh.Emulator.Queues;

/// <summary>How long a listener waits after its broker failed: never long, so that it is back soon after its broker is.</summary>
internal static class QueueBackoff
{
    private static readonly ExponentialBackoffRetryPolicy Policy =
        new(RetryPolicy.Unlimited, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));

    public static TimeSpan After(int failures, Jitter jitter) => RetryDelay.Before(Policy, failures, jitter());
}
