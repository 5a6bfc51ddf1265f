namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed class RolloutWithConfiguration
{
    public required RolloutRow Rollout { get; init; }

    public required ConfigurationRow Configuration { get; init; }
}
