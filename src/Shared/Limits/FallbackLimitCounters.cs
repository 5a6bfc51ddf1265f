using Microsoft.Extensions.Logging;

namespace ToskaMesh.Shared.Limits;

/// <summary>
/// Counts for all processes together while that can be done, and in this process while it cannot: a lost counter must
/// neither stop traffic nor let all of it through. The shared adapter is expected to fail at once while it is away.
/// </summary>
public sealed partial class FallbackLimitCounters(ILimitCounters shared, ILimitCounters local, ILogger<FallbackLimitCounters> logger) : ILimitCounters
{
    private int _isLocal;

    /// <summary>Whether the last operation had to be counted here alone.</summary>
    public bool IsLocal => Volatile.Read(ref _isLocal) != 0;

    public ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken) =>
        RunAsync(counters => counters.AcquireAsync(key, limit, permits, cancellationToken));

    public ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        RunAsync(counters => counters.CountAsync(key, lifetime, cancellationToken));

    public ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(counters => counters.PeekAsync(key, cancellationToken));

    // In both, or a count that was made here in an outage would come back with the next one.
    public async ValueTask ResetAsync(string key, CancellationToken cancellationToken)
    {
        await local.ResetAsync(key, cancellationToken);
        await RunAsync(async counters =>
        {
            await counters.ResetAsync(key, cancellationToken);
            return true;
        });
    }

    private async ValueTask<T> RunAsync<T>(Func<ILimitCounters, ValueTask<T>> operation)
    {
        try
        {
            var answer = await operation(shared);
            if (IsLocal && Interlocked.Exchange(ref _isLocal, 0) != 0)
            {
                Log.SharedAgain(logger);
            }

            return answer;
        }
        catch (LimitsUnavailableException exception)
        {
            if (!IsLocal && Interlocked.Exchange(ref _isLocal, 1) == 0)
            {
                Log.CountingLocally(logger, exception.Message);
            }

            return await operation(local);
        }
    }
}
