using Microsoft.DurableTask;

namespace ToskaMesh.Emulator.Durable.Replay;

/// <summary>Whether and when a policy tries a failed task again.</summary>
internal static class RetryDecision
{
    /// <returns>The delay before the next attempt; null for none.</returns>
    public static TimeSpan? Of(RetryPolicy policy, int failedAttempts, TimeSpan elapsed, TaskFailureDetails failure)
    {
        // As in the genuine engine, the timeout says until when a delay may begin, not until when it must be over.
        var isOver = policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout;
        return isOver || failedAttempts >= policy.MaxNumberOfAttempts || !policy.Handles(failure) ? null : Delay(policy, failedAttempts);
    }

    private static TimeSpan Delay(RetryPolicy policy, int failedAttempts)
    {
        var seconds = policy.FirstRetryInterval.TotalSeconds * Math.Pow(policy.BackoffCoefficient, failedAttempts - 1);
        return policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && seconds > policy.MaxRetryInterval.TotalSeconds
            ? policy.MaxRetryInterval
            : TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(36500).TotalSeconds));
    }
}
