namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>How far a rollout is.</summary>
/// <param name="Step">Its place in the plan, from 0.</param>
/// <param name="Since">When the phase began; of a bake, when the step's share was first given, and later by any time that nobody watched.</param>
public sealed record RolloutProgress(RolloutPhase Phase, int Step, DateTimeOffset Since)
{
    /// <summary>What a paused one goes on with: where it was, or a new bake where its gate failed.</summary>
    public RolloutPhase PausedIn { get; init; }

    /// <summary>Of a bake, whether the step's share was given: until then it shows nothing, and is not over.</summary>
    public bool IsGiven { get; init; }

    /// <summary>The end of the last absence that its clock stood still for; null where there was none.</summary>
    public DateTimeOffset? AwayUntil { get; init; }

    /// <summary>Why it is where it is, or does not go on.</summary>
    public string? Reason { get; init; }

    public bool IsOver => Phase is RolloutPhase.Completed or RolloutPhase.RolledBack;

    public static RolloutProgress Begin(DateTimeOffset now) => new(RolloutPhase.Baking, 0, now);

    /// <summary>Of the instances, for <see cref="RolloutAssignment"/>.</summary>
    public int PercentOf(RolloutPlan plan) => Phase switch
    {
        RolloutPhase.Completed => 100,
        RolloutPhase.RolledBack => 0,
        _ => plan.Steps[Step].Percent,
    };
}
