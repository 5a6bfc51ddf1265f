namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="Text">Why, for the record.</param>
public sealed record RolloutNotes(string? Text);
