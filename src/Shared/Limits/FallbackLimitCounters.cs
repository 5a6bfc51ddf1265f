namespace ToskaMesh.Shared.Limits;

/// <summary>
/// Counts for all processes together while that can be done, and in this process while it cannot: a lost counter must
/// neither stop traffic nor let all of it through. The shared adapter is expected to fail at once while it is away, and
/// to say so where it is logged.
/// </summary>
public sealed class FallbackLimitCounters(ILimitCounters shared, ILimitCounters local) : ILimitCounters
{
    public async ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken)
    {
        try
        {
            return await shared.AcquireAsync(key, limit, permits, cancellationToken);
        }
        catch (LimitsUnavailableException)
        {
            return await local.AcquireAsync(key, limit, permits, cancellationToken);
        }
    }

    public async ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        try
        {
            return await shared.CountAsync(key, lifetime, cancellationToken);
        }
        catch (LimitsUnavailableException)
        {
            return await local.CountAsync(key, lifetime, cancellationToken);
        }
    }

    public async ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await shared.PeekAsync(key, cancellationToken);
        }
        catch (LimitsUnavailableException)
        {
            return await local.PeekAsync(key, cancellationToken);
        }
    }

    // In both, or a count that was made here in an outage would come back with the next one.
    public async ValueTask ResetAsync(string key, CancellationToken cancellationToken)
    {
        await local.ResetAsync(key, cancellationToken);
        try
        {
            await shared.ResetAsync(key, cancellationToken);
        }
        catch (LimitsUnavailableException)
        {
            // What is counted there is forgotten in its time.
        }
    }
}
