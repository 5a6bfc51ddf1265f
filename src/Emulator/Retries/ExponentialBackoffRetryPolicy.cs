namespace ToskaMesh.Emulator.Retries;

internal sealed record ExponentialBackoffRetryPolicy(int MaxRetryCount, TimeSpan Minimum, TimeSpan Maximum)
    : RetryPolicy(MaxRetryCount);
