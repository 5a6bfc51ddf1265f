namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed invocation again after the same delay each time.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>As <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
