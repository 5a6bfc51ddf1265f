namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>How far a rollout is.</summary>
/// <param name="Step">Its place in the plan, from 0.</param>
/// <param name="Since">When the phase began.</param>
public sealed record RolloutProgress(RolloutPhase Phase, int Step, DateTimeOffset Since)
{
    /// <summary>What a paused one goes on with: where it was, or a new bake where its gate failed.</summary>
    public RolloutPhase PausedIn { get; init; }

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
