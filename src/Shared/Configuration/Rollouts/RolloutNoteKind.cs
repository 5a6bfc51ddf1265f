namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What happened to a rollout.</summary>
public enum RolloutNoteKind
{
    Started = 0,

    /// <summary>More instances got the version.</summary>
    Widened,

    /// <summary>The gate says something else than before.</summary>
    Judged,

    StepBegan,

    ApprovalAsked,

    Approved,

    Paused,

    Resumed,

    Aborted,

    Promoted,

    Completed,

    RolledBack,

    /// <summary>Another rollout took its place.</summary>
    Superseded,
}
