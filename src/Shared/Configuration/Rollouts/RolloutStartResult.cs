namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="Rollout">The new one; of <see cref="RolloutStartOutcome.UnderWay"/> the one that is; otherwise null.</param>
public sealed record RolloutStartResult(RolloutStartOutcome Outcome, Rollout? Rollout = null);
