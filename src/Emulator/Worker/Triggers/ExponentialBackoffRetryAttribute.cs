namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed invocation again after delays that grow from the minimum to the maximum.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>As <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>As <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }
}
