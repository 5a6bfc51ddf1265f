namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A version of a configuration that a rollout gives to an instance.</summary>
/// <param name="Assignment"><see cref="RolloutShare.Assignment"/>.</param>
public sealed record GivenVersion(Guid ConfigurationId, long Version, string Assignment);
