namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt of a retried invocation this is.</summary>
public abstract class RetryContext
{
    /// <summary>0 at the first attempt.</summary>
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}
