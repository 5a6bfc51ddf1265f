using Microsoft.Extensions.Logging;

namespace ToskaMesh.Emulator.Retries;

/// <summary>
/// Runs one invocation of a trigger until an attempt succeeds or its policy is used up. The loop lives in this process
/// as in the genuine host: the attempts left are lost with the process.
/// </summary>
internal sealed partial class RetryLoop(TimeProvider time, Jitter jitter, ILogger<RetryLoop> logger)
{
    /// <param name="functionName">For the log.</param>
    /// <param name="policy">Null for a single attempt.</param>
    /// <param name="attempt">Runs one attempt and tells whether it succeeded; the same invocation id each time is the caller's part.</param>
    /// <param name="stopping">Ends the waiting between attempts; a running attempt is not touched.</param>
    /// <returns>Whether an attempt succeeded.</returns>
    public async Task<bool> RunAsync(
        string functionName, RetryPolicy? policy, Func<RetryAttempt, Task<bool>> attempt, CancellationToken stopping)
    {
        for (var retry = 0; ; retry++)
        {
            if (await attempt(new RetryAttempt(retry, policy?.MaxRetryCount ?? 0)))
            {
                return true;
            }

            if (policy is null || !policy.Allows(retry + 1) || !await WaitAsync(functionName, policy, retry + 1, stopping))
            {
                return false;
            }
        }
    }

    private async Task<bool> WaitAsync(string functionName, RetryPolicy policy, int retry, CancellationToken stopping)
    {
        var delay = RetryDelay.Before(policy, retry, jitter());
        Log.Retrying(logger, functionName, retry, delay);
        try
        {
            await Task.Delay(delay, time, stopping);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.Abandoned(logger, functionName, retry);
            return false;
        }
    }
}
