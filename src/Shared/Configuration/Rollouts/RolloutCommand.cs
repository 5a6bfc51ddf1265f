namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What somebody tells a rollout.</summary>
public enum RolloutCommand
{
    Approve = 0,

    Pause,

    Resume,

    /// <summary>Back to the old version.</summary>
    Abort,

    /// <summary>To all, at once.</summary>
    Promote,
}
