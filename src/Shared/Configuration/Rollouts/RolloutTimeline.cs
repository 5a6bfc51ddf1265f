namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// What of a rollout's notes is kept. Its start and end, each step and each approval are kept for ever, since a plan has
/// only so many; what may come as often as it likes has bounds of its own, so that none of it drives out anything else.
/// </summary>
public static class RolloutTimeline
{
    /// <returns>Both, the oldest first, without what is too much of a kind.</returns>
    public static IReadOnlyList<RolloutNote> With(IReadOnlyList<RolloutNote> timeline, IReadOnlyList<RolloutNote> notes)
    {
        var (kept, judgements, widenings, halts) = (new List<RolloutNote>(), 0, 0, 0);
        foreach (var note in timeline.Concat(notes).Reverse())
        {
            var isKept = note.What switch
            {
                RolloutNoteKind.Judged => ++judgements <= RolloutLimits.Judgements,
                RolloutNoteKind.Widened => ++widenings <= RolloutLimits.Widenings,
                RolloutNoteKind.Paused or RolloutNoteKind.Resumed or RolloutNoteKind.ApprovalAsked => ++halts <= RolloutLimits.Halts,
                _ => true,
            };
            if (isKept)
            {
                kept.Add(note);
            }
        }

        kept.Reverse();
        return kept;
    }
}
