namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Before what somebody is asked.</summary>
public enum ApprovalMoment
{
    /// <summary>Before each step but the first, and before the end.</summary>
    Step = 0,

    /// <summary>Before the end alone.</summary>
    End,
}
