using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A version on its way to all instances, as it is stored.</summary>
public sealed record Rollout
{
    /// <summary>A UUID, version 7.</summary>
    public required Guid Id { get; init; }

    public required Guid ConfigurationId { get; init; }

    public required ConfigurationKey Key { get; init; }

    public ConfigurationKind Kind { get; init; }

    public required long Version { get; init; }

    /// <summary>Of the version.</summary>
    public required string Hash { get; init; }

    /// <summary>Of the version: whom it is for.</summary>
    public required ConfigurationSelector Selector { get; init; }

    /// <summary>What held when it began; 0 where none did.</summary>
    public required long StableVersion { get; init; }

    public required RolloutPlan Plan { get; init; }

    public required RolloutProgress Progress { get; init; }

    /// <summary>
    /// What the gate said when something last changed, or when its verdict was last news; what it says at this moment is
    /// <see cref="RolloutSight.Look"/>. At most <see cref="RolloutLimits.Reasons"/>.
    /// </summary>
    public GateDecision Gate { get; init; } = new(GateVerdict.Inconclusive, []);

    /// <summary>Of requests to those with the version, when the gate last said it.</summary>
    public RequestFigures CanaryFigures { get; init; } = RequestFigures.None;

    /// <summary>What they were compared with.</summary>
    public RequestFigures StableFigures { get; init; } = RequestFigures.None;

    /// <summary>What there is to compare with when nobody has the old version any more.</summary>
    public StableMemory Memory { get; init; } = StableMemory.None;

    /// <summary>The newest mark that it gave (<see cref="RolloutMarks"/>), of a route that of its round; 0 before the first.</summary>
    public long Mark { get; init; }

    /// <summary>Since when it is judged; null from its start, or its resumption, to the next turn.</summary>
    public RolloutBaseline? Baseline { get; init; }

    /// <summary>Those that were given the version; none of a route.</summary>
    public IReadOnlyList<RolloutMember> Members { get; init; } = [];

    /// <summary>The oldest first, bounded by <see cref="RolloutTimeline"/>.</summary>
    public IReadOnlyList<RolloutNote> Timeline { get; init; } = [];

    /// <summary>From 0; each resumption is the next, and asks all who have the version anew.</summary>
    public int Round { get; init; }

    /// <summary>From 1; each stored change, and each instance that refuses the version, is the next. What was decided on another one is not stored.</summary>
    public long Revision { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsOver => Progress.IsOver;

    /// <summary>What it gives to whom.</summary>
    public RolloutShare Share => new(
        Id, ConfigurationId, Key, Kind, Version, Hash, StableVersion, Progress.PercentOf(Plan), Members.Select(member => member.Id).ToHashSet())
    {
        Round = Round,
        Mark = Kind is ConfigurationKind.Route ? Mark : 0,
        Marks = Members.Where(member => member.Mark > 0).ToDictionary(member => member.Id, member => member.Mark),
    };
}
