using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Tests.Limits;

/// <summary>Counters on a server that can be lost.</summary>
internal sealed class LosableLimitCounters(ILimitCounters counters) : ILimitCounters
{
    public bool IsLost { get; set; }

    public ValueTask<LimitDecision> AcquireAsync(string key, RateLimit limit, int permits, CancellationToken cancellationToken) =>
        There(cancellationToken).AcquireAsync(key, limit, permits, cancellationToken);

    public ValueTask<LimitCount> CountAsync(string key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        There(cancellationToken).CountAsync(key, lifetime, cancellationToken);

    public ValueTask<LimitCount> PeekAsync(string key, CancellationToken cancellationToken) =>
        There(cancellationToken).PeekAsync(key, cancellationToken);

    public ValueTask ResetAsync(string key, CancellationToken cancellationToken) =>
        There(cancellationToken).ResetAsync(key, cancellationToken);

    private ILimitCounters There(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return IsLost ? throw new LimitsUnavailableException() : counters;
    }
}
