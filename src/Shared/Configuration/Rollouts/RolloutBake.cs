using System.Globalization;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// How long a step waits. Each instance must have had the version for a full bake, also one that came late; but a step
/// waits for those who come late for one more bake at most, so that a fleet that always grows does not hold it for ever.
/// Time that nobody watched is no part of any bake.
/// </summary>
public static class RolloutBake
{
    /// <summary>
    /// How far it is, with a bake that begins once all who had the version by then have said that they run it. Until an
    /// instance has, it may be one process after the other that nobody saw: what passed meanwhile shows nothing of it.
    /// Whoever got it before the last of these words is asked for, too, so instances that keep coming and have not said it
    /// yet put the bake off.
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

    /// <summary>
    /// With the clocks of its bakes stopped during the absence: they begin later by as much of it as is theirs. Only once
    /// for each absence, and of one that was made longer only for what is new. No other phase stands still.
    /// </summary>
    public static Rollout WithoutAbsence(Rollout rollout, Absence? absence)
    {
        var progress = rollout.Progress;
        if (absence is not { } away || !IsTimed(progress, rollout.Plan) || progress.Since >= away.Until || progress.AwayUntil >= away.Until)
        {
            return rollout;
        }

        var from = progress.AwayUntil > away.From ? progress.AwayUntil.Value : away.From;
        return rollout with
        {
            Progress = progress with { Since = Later(progress.Since), AwayUntil = away.Until },
            Members = [.. rollout.Members.Select(member => member with { AssignedAt = Later(member.AssignedAt) })],
        };

        DateTimeOffset Later(DateTimeOffset began) => began >= away.Until ? began : began > from ? away.Until : began + (away.Until - from);
    }

    /// <summary>How long a bake goes on, for all who have the version; zero in other phases, and where only its gate is waited for.</summary>
    public static TimeSpan LeftOf(Rollout rollout, DateTimeOffset now)
    {
        var (progress, plan) = (rollout.Progress, rollout.Plan);
        var left = progress.IsGiven ? EndOf(rollout) - now : plan.Steps[progress.Step].Bake;
        return progress.Phase is RolloutPhase.Baking && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary><see cref="EndOf(RolloutProgress, RolloutPlan, DateTimeOffset)"/>, of all who have it in this rollout.</summary>
    public static DateTimeOffset EndOf(Rollout rollout) => EndOf(rollout.Progress, rollout.Plan, LastGiven(rollout));

    /// <summary>When the last instance got the version; long ago where none did.</summary>
    public static DateTimeOffset LastGiven(Rollout rollout) =>
        rollout.Members.Select(member => member.AssignedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>For people: for whom it still waits after the time of the phase; null where it does not.</summary>
    public static string? HoldOf(Rollout rollout, DateTimeOffset now)
    {
        var (progress, plan) = (rollout.Progress, rollout.Plan);
        if (!IsTimed(progress, plan) || progress is { Phase: RolloutPhase.Baking, IsGiven: false } || now < DueOf(progress, plan) || EndOf(rollout) is var end && now >= end)
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
