namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// How a rollout goes on. Pure: whoever runs it asks often, with the gate's word of that moment, and stores the answer
/// before it acts on it; asked the same twice it says the same. The gate counts in every phase, also while somebody's
/// approval is awaited.
/// </summary>
public static class RolloutRules
{
    /// <summary>What time and the gate make of it.</summary>
    /// <param name="lastGiven">When the last of those who have the version got it.</param>
    public static RolloutProgress Observe(RolloutProgress progress, RolloutPlan plan, GateDecision gate, DateTimeOffset lastGiven, DateTimeOffset now) => (progress.Phase, gate.Verdict) switch
    {
        _ when progress.IsOver => progress,
        (_, GateVerdict.Fail) => Fail(progress, plan, gate, now),
        (RolloutPhase.Baking, GateVerdict.Pass) when progress.IsGiven && now >= RolloutBake.EndOf(progress, plan, lastGiven) => IsAsked(progress, plan)
            ? new RolloutProgress(RolloutPhase.AwaitingApproval, progress.Step, now)
            : Advance(progress, plan, now, progress.Step == plan.Steps.Count - 1 ? "its gate passed at the end of the last step" : null),
        (RolloutPhase.AwaitingApproval, _) when plan.Approval is { } approval && now - progress.Since >= approval.Timeout =>
            TimeOut(progress, plan, approval, gate, lastGiven, now),
        _ => progress,
    };

    /// <summary>What somebody makes of it.</summary>
    public static (RolloutOrderOutcome Outcome, RolloutProgress Progress) Order(
        RolloutProgress progress, RolloutPlan plan, RolloutCommand command, string by, DateTimeOffset now)
    {
        var speaksForHimself = plan.Approval is { ByAnother: true } && by == plan.Author;
        return (command, progress.Phase) switch
        {
            (_, RolloutPhase.Completed or RolloutPhase.RolledBack) => (RolloutOrderOutcome.NotNow, progress),
            (RolloutCommand.Approve or RolloutCommand.Promote, _) when speaksForHimself => (RolloutOrderOutcome.NotByTheAuthor, progress),
            (RolloutCommand.Approve, RolloutPhase.AwaitingApproval) => (RolloutOrderOutcome.Done, Advance(progress, plan, now, $"approved by {by}")),
            (RolloutCommand.Pause, RolloutPhase.Baking or RolloutPhase.AwaitingApproval) => (RolloutOrderOutcome.Done, Pause(progress, $"paused by {by}", now)),
            (RolloutCommand.Resume, RolloutPhase.Paused) => (RolloutOrderOutcome.Done, new RolloutProgress(progress.PausedIn, progress.Step, now) { Reason = $"resumed by {by}" }),
            (RolloutCommand.Abort, _) => (RolloutOrderOutcome.Done, End(progress, RolloutPhase.RolledBack, $"aborted by {by}", now)),
            (RolloutCommand.Promote, _) => (RolloutOrderOutcome.Done, End(progress, RolloutPhase.Completed, $"promoted by {by}", now)),
            _ => (RolloutOrderOutcome.NotNow, progress),
        };
    }

    private static bool IsAsked(RolloutProgress progress, RolloutPlan plan) =>
        plan.Approval is { } approval && (approval.Before is ApprovalMoment.Step || progress.Step == plan.Steps.Count - 1);

    private static RolloutProgress Advance(RolloutProgress progress, RolloutPlan plan, DateTimeOffset now, string? reason) =>
        progress.Step == plan.Steps.Count - 1
            ? End(progress, RolloutPhase.Completed, reason, now)
            : new RolloutProgress(RolloutPhase.Baking, progress.Step + 1, now) { Reason = reason };

    private static RolloutProgress Fail(RolloutProgress progress, RolloutPlan plan, GateDecision gate, DateTimeOffset now) =>
        plan.OnFailure is FailureAction.RollBack ? End(progress, RolloutPhase.RolledBack, Say(gate), now)
        // What failed must show itself anew, also to those who were asked already.
        : (progress.Phase is RolloutPhase.Paused ? progress : Pause(progress, Say(gate), now)) with { PausedIn = RolloutPhase.Baking };

    private static RolloutProgress TimeOut(
        RolloutProgress progress, RolloutPlan plan, RolloutApproval approval, GateDecision gate, DateTimeOffset lastGiven, DateTimeOffset now) =>
        approval.OnTimeout switch
        {
            TimeoutAction.RollBack => End(progress, RolloutPhase.RolledBack, "nobody approved in time", now),
            TimeoutAction.Pause => Pause(progress, "nobody approved in time", now),
            // What is waited for the gate says, with figures that change all the time.
            _ => gate.Verdict is GateVerdict.Pass && now >= RolloutBake.EndOf(progress, plan, lastGiven)
                ? Advance(progress, plan, now, "nobody objected in time")
                : progress with { Reason = "nobody objected in time, but it cannot go on yet" },
        };

    private static RolloutProgress Pause(RolloutProgress progress, string reason, DateTimeOffset now) =>
        new(RolloutPhase.Paused, progress.Step, now) { PausedIn = progress.Phase, Reason = reason };

    private static RolloutProgress End(RolloutProgress progress, RolloutPhase phase, string? reason, DateTimeOffset now) =>
        new(phase, progress.Step, now) { Reason = reason };

    private static string Say(GateDecision gate) => $"failed: {string.Join("; ", gate.Reasons.Take(10))}";
}
