namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A rollout that is to begin.</summary>
public sealed record RolloutStart(Guid Id, ConfigurationKey Key, RolloutOrder Order)
{
    public required ConfigurationAuthor By { get; init; }
}
