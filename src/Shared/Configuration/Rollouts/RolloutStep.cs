namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="Percent">1 to 100, of the instances that are there.</param>
/// <param name="Bake">How long it lasts at least.</param>
public sealed record RolloutStep(int Percent, TimeSpan Bake);
