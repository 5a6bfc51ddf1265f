namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What becomes of a rollout, to be stored as a whole or not at all.</summary>
/// <param name="Notes">What is new in the timeline: each is told and, where a person did it or it is an end, put on record.</param>
public sealed record RolloutChange(Rollout Before, Rollout After, IReadOnlyList<RolloutNote> Notes)
{
    public bool IsAny => !ReferenceEquals(Before, After);

    /// <summary>Whether instances or gateways see it, so that it must be published; most turns change nothing for them.</summary>
    public bool IsSeen =>
        (Before.Progress.Phase, Before.Progress.Step, Before.Round, Before.Mark) != (After.Progress.Phase, After.Progress.Step, After.Round, After.Mark)
        || !ReferenceEquals(Before.Members, After.Members);
}
