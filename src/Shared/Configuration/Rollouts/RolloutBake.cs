using System.Globalization;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// How long a step waits. Each instance must have had the version for a full bake, also one that came late; but a step
/// waits for those who come late for one more bake at most, so that a fleet that always grows does not hold it for ever.
/// </summary>
public static class RolloutBake
{
    /// <summary>
    /// How far it is, with a bake that begins once all who had the version by then have said that they run it. Until an
    /// instance has, it may be one process after the other that nobody saw: what passed meanwhile shows nothing of it.
    /// </summary>
    public static RolloutProgress SinceAllSaid(Rollout rollout)
    {
        var progress = rollout.Progress;
        var said = rollout.Members.Where(member => member.AssignedAt <= progress.Since).Max(member => member.AcknowledgedAt);
        return progress.Phase is RolloutPhase.Baking && said > progress.Since ? progress with { Since = said.Value } : progress;
    }

    /// <summary>When the time of the phase is over, for all who have the version.</summary>
    /// <param name="lastGiven">When the last of them got it; what was before the phase counts for nothing.</param>
    public static DateTimeOffset EndOf(RolloutProgress progress, RolloutPlan plan, DateTimeOffset lastGiven)
    {
        var (due, bake) = (DueOf(progress, plan), plan.Steps[progress.Step].Bake);
        var own = lastGiven + bake;
        return own <= due ? due : own <= due + bake ? own : due + bake;
    }

    /// <summary>The same, of all who have it in this rollout.</summary>
    public static DateTimeOffset EndOf(Rollout rollout) => EndOf(rollout.Progress, rollout.Plan, LastGiven(rollout));

    /// <summary>When the last instance got the version; long ago where none did.</summary>
    public static DateTimeOffset LastGiven(Rollout rollout) =>
        rollout.Members.Select(member => member.AssignedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>For people: for whom it still waits after the time of the phase; null where it does not.</summary>
    public static string? HoldOf(Rollout rollout, DateTimeOffset now)
    {
        var (progress, plan) = (rollout.Progress, rollout.Plan);
        if (!IsTimed(progress, plan) || now < DueOf(progress, plan) || EndOf(rollout) is var end && now >= end)
        {
            return null;
        }

        var bake = plan.Steps[progress.Step].Bake;
        var late = rollout.Members.Where(member => member.AssignedAt + bake > now).OrderBy(member => member.AssignedAt).Select(member => member.Id.Value).ToList();
        var who = late.Count == 1 ? late[0] : $"{late[0]} and {late.Count - 1} more";
        return string.Create(CultureInfo.InvariantCulture, $"{who} got it later: their own bake is waited for until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
    }

    // An approval has no bake but where nobody's word is as good as one.
    private static bool IsTimed(RolloutProgress progress, RolloutPlan plan) =>
        progress.Phase is RolloutPhase.Baking || (progress.Phase is RolloutPhase.AwaitingApproval && plan.Approval is { OnTimeout: TimeoutAction.Proceed });

    private static DateTimeOffset DueOf(RolloutProgress progress, RolloutPlan plan) =>
        progress.Since + (progress.Phase is RolloutPhase.AwaitingApproval && plan.Approval is { } approval ? approval.Timeout : plan.Steps[progress.Step].Bake);
}
