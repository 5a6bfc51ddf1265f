namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <param name="GoesOn">False when no rollout of the configuration is under way any more.</param>
/// <param name="Wait">Until the next turn.</param>
public sealed record RolloutTurnResult(bool GoesOn, TimeSpan Wait);
