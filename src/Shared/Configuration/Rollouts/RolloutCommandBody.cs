namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What comes with a <see cref="RolloutCommand"/>.</summary>
/// <param name="Notes">Why, for the timeline and the record.</param>
/// <param name="Step">Which step the caller means, from 0: at another one the command is not obeyed, so that one that is sent twice is obeyed once. Null where it does not matter.</param>
public sealed record RolloutCommandBody(string? Notes = null, int? Step = null);
