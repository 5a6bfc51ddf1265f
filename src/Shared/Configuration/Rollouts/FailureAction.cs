namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What a rollout does where its gate fails.</summary>
public enum FailureAction
{
    RollBack = 0,

    Pause,
}
