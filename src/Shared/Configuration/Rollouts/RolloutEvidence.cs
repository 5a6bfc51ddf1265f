using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What is known where a rollout is judged.</summary>
/// <param name="Instances">Those that are there and may get the version, and those that have it and are there.</param>
/// <param name="Counted">Of members, from the minute of <see cref="RolloutMember.CountedFrom"/>; without traffic none.</param>
/// <param name="ThisMinute">Of members, in the current minute.</param>
/// <param name="Stable">Of those without the version that may get it, from the minute in which the rollout began to be judged (<see cref="Rollout.Baseline"/>).</param>
public sealed record RolloutEvidence(
    IReadOnlyList<SeenInstance> Instances,
    IReadOnlyDictionary<InstanceId, RequestFigures> Counted,
    IReadOnlyDictionary<InstanceId, RequestFigures> ThisMinute,
    RequestFigures Stable)
{
    /// <summary>Of a version that requests are given to instead of instances, from the same minute; null of settings.</summary>
    public RequestFigures? Candidate { get; init; }

    /// <summary>When it was looked at; null where that is the moment of the turn.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What was last seen, by itself: old successes hide no new failures. Null where no gate asks for it.</summary>
    public RecentFigures? Recent { get; init; }
}
