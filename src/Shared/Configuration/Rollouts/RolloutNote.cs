namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A line of a rollout's timeline.</summary>
/// <param name="By">Who did it; null where the mesh did.</param>
/// <param name="Detail">For people.</param>
public sealed record RolloutNote(DateTimeOffset At, RolloutNoteKind What, string? By = null, string? Detail = null);
