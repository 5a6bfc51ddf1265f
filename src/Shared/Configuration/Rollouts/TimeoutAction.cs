namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What a rollout does where nobody approves in time.</summary>
public enum TimeoutAction
{
    RollBack = 0,

    Pause,

    /// <summary>As if somebody had, as soon as the gate passes.</summary>
    Proceed,
}
