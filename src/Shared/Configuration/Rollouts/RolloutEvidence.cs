using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What is known where a rollout is judged.</summary>
/// <param name="Instances">Those that are there and may get the version, and those that have it and are there.</param>
public sealed record RolloutEvidence(IReadOnlyList<SeenInstance> Instances)
{
    /// <summary>Of members, the requests that were sent to each since it got the version (<see cref="RolloutMember.Mark"/>); without traffic none.</summary>
    public IReadOnlyDictionary<InstanceId, CountedFigures> Given { get; init; } = new Dictionary<InstanceId, CountedFigures>();

    /// <summary>Of the old version, by service; of a route by the empty name.</summary>
    public IReadOnlyDictionary<string, StableFigures> Stable { get; init; } = new Dictionary<string, StableFigures>();

    /// <summary>Of a version that requests are given to instead of instances, since it is judged; null of settings.</summary>
    public CountedFigures? Candidate { get; init; }

    /// <summary>The last time in which nobody watched; null where there was none yet. Read after <see cref="Instances"/>.</summary>
    public Absence? Absence { get; init; }

    /// <summary>The newest mark that any rollout gave.</summary>
    public long NewestMark { get; init; }
}
