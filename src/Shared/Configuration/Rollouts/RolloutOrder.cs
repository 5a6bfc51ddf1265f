namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A validated request to roll a version out.</summary>
/// <param name="Version">The number of the version.</param>
/// <param name="Notes">Why, for the timeline and the record.</param>
/// <param name="Supersede">Whether it takes the place of one that is under way.</param>
public sealed record RolloutOrder(long Version, RolloutPlan Plan, bool Supersede, string? Notes = null);
