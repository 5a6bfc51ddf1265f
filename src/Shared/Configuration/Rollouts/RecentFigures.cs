using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What gateways said of the minute that is passing and of the one before it.</summary>
/// <param name="From">The first minute.</param>
/// <param name="Instances">Of all; without traffic none. Empty of a route.</param>
/// <param name="Candidate">Of a route's new version.</param>
/// <param name="Stable">Of the old version, or of the instances that have it.</param>
public sealed record RecentFigures(
    DateTimeOffset From, IReadOnlyDictionary<InstanceId, RequestFigures> Instances, RequestFigures Candidate, RequestFigures Stable)
{
    /// <summary>The first minute of what is recent.</summary>
    public static DateTimeOffset Start(DateTimeOffset now) => WindowFigures.MinuteOf(now) - TimeSpan.FromMinutes(1);
}
