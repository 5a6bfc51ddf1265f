namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Who gets a version when.</summary>
internal sealed record RolloutStrategy(IReadOnlyList<RolloutStep> Steps, IReadOnlyDictionary<string, string> Labels);
