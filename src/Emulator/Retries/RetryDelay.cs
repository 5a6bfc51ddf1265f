namespace ToskaMesh.Emulator.Retries;

/// <summary>How long to wait before a retry. Pure: the jitter is an argument.</summary>
internal static class RetryDelay
{
    // The genuine host spreads the exponential part by a fifth either way.
    private const double Spread = 0.2;

    /// <param name="policy">The policy of the trigger.</param>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="jitter">In [0, 1); 0.5 is no jitter.</param>
    public static TimeSpan Before(RetryPolicy policy, int retry, double jitter) => policy switch
    {
        FixedDelayRetryPolicy fixedDelay => fixedDelay.Delay,
        ExponentialBackoffRetryPolicy exponential => Exponential(exponential, retry, jitter),
        _ => throw new ArgumentException($"There is no delay rule for {policy.GetType().Name}: add one here.", nameof(policy)),
    };

    // The first retry waits the minimum, the n-th the minimum + 2^(n-2) minima, up to the maximum.
    private static TimeSpan Exponential(ExponentialBackoffRetryPolicy policy, int retry, double jitter)
    {
        if (retry <= 1)
        {
            return Smaller(policy.Minimum, policy.Maximum);
        }

        var factor = 1 - Spread + (2 * Spread * jitter);
        var ticks = policy.Minimum.Ticks * (1 + (factor * Math.Pow(2, retry - 2)));
        return ticks < policy.Maximum.Ticks ? TimeSpan.FromTicks((long)ticks) : policy.Maximum;
    }

    private static TimeSpan Smaller(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
