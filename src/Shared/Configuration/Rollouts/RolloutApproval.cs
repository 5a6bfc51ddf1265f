namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <param name="ByAnother">Whether the author's own word is not enough.</param>
public sealed record RolloutApproval(ApprovalMoment Before, TimeSpan Timeout, TimeoutAction OnTimeout, bool ByAnother = false);
