namespace Microsoft.DurableTask;

/// <summary>Says whether a failed task is tried again; may wait on the orchestration's own timers.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
