namespace Microsoft.DurableTask;

/// <summary>What a retry handler decides on.</summary>
/// <param name="LastAttemptNumber">1 after the first attempt.</param>
/// <param name="TotalRetryTime">Since the first attempt began.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
