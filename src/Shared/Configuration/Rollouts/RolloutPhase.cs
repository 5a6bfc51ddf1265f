namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Where a rollout stands. The last two are final.</summary>
public enum RolloutPhase
{
    /// <summary>The step's share has the version, and shows how it does.</summary>
    Baking = 0,

    AwaitingApproval,

    Paused,

    Completed,

    RolledBack,
}
