namespace Microsoft.DurableTask;

/// <summary>Says whether a failed task is tried again.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
