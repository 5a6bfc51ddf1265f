namespace ToskaMesh.Shared.Limits;

/// <summary>
/// The counters of rate limits and of throttling, by key. Each operation is atomic over everybody who shares the
/// adapter's memory. They are no record: a counter may be forgotten early, and nothing that was acknowledged may depend
/// on one. Limits and counts do not share keys. An adapter that cannot count throws; it never guesses.
/// </summary>
public interface ILimitCounters
{
    /// <summary>Takes permits if there are enough, all or none.</summary>
    /// <param name="permits">1 to the limit's.</param>
    /// <exception cref="LimitsUnavailableException">Nobody counts.</exception>
    ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken);

    /// <summary>Counts one, a failed login for example. All of a key's are forgotten a lifetime after the first.</summary>
    /// <exception cref="LimitsUnavailableException">Nobody counts.</exception>
    ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>The count as it is.</summary>
    /// <exception cref="LimitsUnavailableException">Nobody counts.</exception>
    ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets the count.</summary>
    /// <exception cref="LimitsUnavailableException">Nobody counts.</exception>
    ValueTask ResetAsync(string key, CancellationToken cancellationToken);
}
