using ToskaMesh.Shared.Limits;

namespace ToskaMesh.Shared.Routing;

/// <summary>How many requests a service takes through the gateways.</summary>
public sealed record ServiceRateLimit
{
    public const int MaxPermits = 1_000_000;

    public static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);

    /// <summary>In a registration 0 takes the limit away; nowhere else is it 0.</summary>
    public required int Permits { get; init; }

    public required TimeSpan Window { get; init; }

    public RateLimitBy By { get; init; }

    public RateLimit ToLimit() => new(Permits, Window);
}
