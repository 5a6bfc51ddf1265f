namespace ToskaMesh.Emulator.Retries;

internal sealed record FixedDelayRetryPolicy(int MaxRetryCount, TimeSpan Delay) : RetryPolicy(MaxRetryCount);
