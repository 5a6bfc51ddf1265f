using CsCheck;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Shared.Tests.Configuration.Rollouts;

/// <summary>One rollout, whatever its gate and people say and whenever.</summary>
public sealed class RolloutProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Gen<RolloutPlan> Plans =
        Gen.Select(Gen.Int[1, 4], Gen.Bool, Gen.Int[0, 1], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 1]).Select((steps, isAsked, before, onTimeout, byAnother, onFailure) => new RolloutPlan
        {
            Author = "ann",
            Steps = [.. Enumerable.Range(1, steps).Select(step => new RolloutStep(step * 100 / steps, TimeSpan.FromMinutes(10)))],
            Gate = new RolloutGate(),
            Approval = isAsked ? new RolloutApproval((ApprovalMoment)before, TimeSpan.FromMinutes(30), (TimeoutAction)onTimeout, byAnother) : null,
            OnFailure = (FailureAction)onFailure,
        });

    /// <summary>Above 2 a person's command: by the author, or by another.</summary>
    private static readonly Gen<(int Kind, bool ByAuthor, int Minutes)[]> Histories = Gen.Select(Gen.Int[0, 7], Gen.Bool, Gen.Int[0, 20]).Array[0, 30];

    [Fact]
    public void Rollout_GoesOneStepAtATimeAndNeverBack() =>
        Gen.Select(Plans, Histories).Sample((plan, history) => Play(plan, history, (before, after, _, _) =>
        {
            Assert.InRange(after.Step - before.Step, 0, 1);
            Assert.True(!before.IsOver || before == after);
        }));

    [Fact]
    public void Step_LastsAtLeastItsBake_UnlessPromoted() =>
        Gen.Select(Plans, Histories).Sample((plan, history) =>
        {
            var entered = Start;
            Play(plan, history, (before, after, what, now) =>
            {
                if (after.Step > before.Step || (after.Phase is RolloutPhase.Completed && !before.IsOver && what != Command(RolloutCommand.Promote)))
                {
                    Assert.True(now - entered >= plan.Steps[before.Step].Bake);
                    entered = now;
                }
            });
        });

    [Fact]
    public void Failure_InEveryPhase_StopsIt() =>
        Gen.Select(Plans, Histories).Sample((plan, history) => Play(plan, history, (before, after, what, _) =>
        {
            if (what == (int)GateVerdict.Fail && !before.IsOver)
            {
                Assert.Equal(plan.OnFailure is FailureAction.RollBack ? RolloutPhase.RolledBack : RolloutPhase.Paused, after.Phase);
            }
        }));

    [Fact]
    public void Inconclusive_WithoutAWord_NeverGoesOn() =>
        Gen.Select(Plans, Histories).Sample((plan, history) =>
            Play(plan, [.. history.Select(one => (0, one.ByAuthor, one.Minutes))], (before, after, _, _) => Assert.Equal((RolloutPhase.Baking, 0), (after.Phase, after.Step))));

    [Fact]
    public void Author_WhereAnotherIsAsked_NeitherApprovesNorPromotes() =>
        Gen.Select(Plans, Histories).Sample((plan, history) =>
        {
            if (plan.Approval is { ByAnother: true, OnTimeout: not TimeoutAction.Proceed })
            {
                var last = Play(plan, [.. history.Select(one => one with { ByAuthor = true })], (_, _, _, _) => { });
                Assert.NotEqual(RolloutPhase.Completed, last.Phase);
            }
        });

    [Fact]
    public void Observe_Twice_SaysTheSame() =>
        Gen.Select(Plans, Histories).Sample((plan, history) => Play(plan, history, (_, after, what, now) =>
        {
            if (what <= 2)
            {
                Assert.Equal(after, RolloutRules.Observe(after, plan, Gate(what), Start, now));
            }
        }));

    [Theory]
    [InlineData(TimeoutAction.RollBack, RolloutPhase.RolledBack)]
    [InlineData(TimeoutAction.Pause, RolloutPhase.Paused)]
    [InlineData(TimeoutAction.Proceed, RolloutPhase.Completed)]
    public void Approval_ThatNobodyGives_EndsAsThePlanSays(TimeoutAction onTimeout, RolloutPhase expected)
    {
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(100, TimeSpan.FromMinutes(1))],
            Gate = new RolloutGate(),
            Approval = new RolloutApproval(ApprovalMoment.End, TimeSpan.FromMinutes(5), onTimeout),
        };
        var progress = RolloutRules.Observe(RolloutProgress.Begin(Start) with { IsGiven = true }, plan, GateDecision.Pass, Start, Start + TimeSpan.FromMinutes(1));
        Assert.Equal((RolloutPhase.AwaitingApproval, 100), (progress.Phase, progress.PercentOf(plan)));

        Assert.Equal(progress, RolloutRules.Observe(progress, plan, GateDecision.Pass, Start, Start + TimeSpan.FromMinutes(5)));
        Assert.Equal(expected, RolloutRules.Observe(progress, plan, GateDecision.Pass, Start, Start + TimeSpan.FromMinutes(6)).Phase);
    }

    [Fact]
    public void Approval_ThatNobodyGives_GoesOn_AndKeepsSayingWhy()
    {
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(50, TimeSpan.FromMinutes(1)), new RolloutStep(100, TimeSpan.FromMinutes(1))],
            Gate = new RolloutGate(),
            Approval = new RolloutApproval(ApprovalMoment.Step, TimeSpan.FromMinutes(5), TimeoutAction.Proceed),
        };
        var now = Start + TimeSpan.FromMinutes(5);

        var next = RolloutRules.Observe(new RolloutProgress(RolloutPhase.AwaitingApproval, 0, Start), plan, GateDecision.Pass, Start, now);

        Assert.Equal((RolloutPhase.Baking, 1, "nobody objected in time"), (next.Phase, next.Step, next.Reason));
        Assert.Equal(next, RolloutRules.Observe(next, plan, GateDecision.Pass, Start, now));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resume_AfterAFailureWhileApprovalIsAwaited_BakesAnew(bool isPausedByAPerson)
    {
        var plan = new RolloutPlan
        {
            Author = "ann",
            Steps = [new RolloutStep(100, TimeSpan.FromMinutes(1))],
            Gate = new RolloutGate(),
            Approval = new RolloutApproval(ApprovalMoment.End, TimeSpan.FromMinutes(5), TimeoutAction.RollBack),
            OnFailure = FailureAction.Pause,
        };
        var awaiting = new RolloutProgress(RolloutPhase.AwaitingApproval, 0, Start);
        var before = isPausedByAPerson ? Order(awaiting, RolloutCommand.Pause) : awaiting;

        var failed = RolloutRules.Observe(before, plan, Gate((int)GateVerdict.Fail), Start, Start);

        Assert.Equal(RolloutPhase.Baking, Order(failed, RolloutCommand.Resume).Phase);
        Assert.Equal(RolloutPhase.AwaitingApproval, Order(Order(awaiting, RolloutCommand.Pause), RolloutCommand.Resume).Phase);

        RolloutProgress Order(RolloutProgress progress, RolloutCommand command) => RolloutRules.Order(progress, plan, command, "ben", Start).Progress;
    }

    private static RolloutProgress Play(
        RolloutPlan plan, (int Kind, bool ByAuthor, int Minutes)[] history, Action<RolloutProgress, RolloutProgress, int, DateTimeOffset> check)
    {
        var (progress, now) = (RolloutProgress.Begin(Start) with { IsGiven = true }, Start);
        foreach (var (kind, byAuthor, minutes) in history)
        {
            now += TimeSpan.FromMinutes(minutes);
            var after = kind <= 2
                ? RolloutRules.Observe(progress, plan, Gate(kind), Start, now)
                : RolloutRules.Order(progress, plan, (RolloutCommand)(kind - 3), byAuthor ? "ann" : "ben", now).Progress;
            check(progress, after, kind, now);
            progress = after.Phase is RolloutPhase.Baking ? after with { IsGiven = true } : after;
        }

        return progress;
    }

    private static int Command(RolloutCommand command) => (int)command + 3;

    private static GateDecision Gate(int verdict) => new((GateVerdict)verdict, verdict == (int)GateVerdict.Pass ? [] : ["because"]);
}
