using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Identity.External;

/// <summary>
/// Bounds what anybody without an account can have the mesh do about external sign-ins. There is no bucket for all: it
/// would let anybody shut out everybody. Where the client's network is not known, only the audit is spared.
/// </summary>
public sealed class ExternalThrottle(ILimitCounters counters)
{
    /// <summary>Of one network, kind and provider, in a minute; many people may be behind one.</summary>
    public const int PerNetwork = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <param name="kind">What is asked for, such as <c>nonce</c>.</param>
    /// <param name="provider">Its name in the settings, since names of somebody's choice would be buckets of their choice.</param>
    /// <param name="network">Null where it is not known.</param>
    public async ValueTask<LimitDecision> AskAsync(string kind, string provider, string? network, CancellationToken cancellationToken) => network is null
        ? new LimitDecision(true, PerNetwork, TimeSpan.Zero, TimeSpan.Zero)
        : await counters.AcquireAsync($"external:{kind}:{provider}:network:{network}", new RateLimit(PerNetwork, Window), 1, cancellationToken);

    /// <summary>Whether the audit takes one more refusal: the first of a network, provider and reason in a minute. More would be a way to fill it.</summary>
    public async ValueTask<bool> MayRecordAsync(string provider, string why, string? network, CancellationToken cancellationToken) =>
        (await counters.CountAsync($"external:refused:{provider}:{why}:{network}", Window, cancellationToken)).Value == 1;
}
