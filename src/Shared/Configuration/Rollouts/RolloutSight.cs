using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What there is to see of a rollout: of all that was counted, what its version is to answer for. Pure.</summary>
public static class RolloutSight
{
    /// <summary>What there is to see now, without any consequence.</summary>
    public static RolloutObservation Look(Rollout rollout, RolloutEvidence evidence, DateTimeOffset now) => evidence.Candidate is { } figures
        ? LookAtRoute(rollout, evidence, figures, evidence.At ?? now)
        : LookAtMembers(rollout, evidence, evidence.At ?? now);

    /// <summary>What was seen last, where nobody looks any more or nobody can.</summary>
    public static RolloutObservation Recall(Rollout rollout) => new(
        rollout.Gate, [.. rollout.Members.Select(member => new CanaryInstance(member.Id) { Applied = member.Applied })], rollout.CanaryFigures, rollout.StableFigures);

    private static RolloutObservation LookAtRoute(Rollout rollout, RolloutEvidence evidence, RequestFigures counted, DateTimeOffset now)
    {
        var baseline = RolloutBaseline.Of(rollout, evidence, now);
        var minute = WindowFigures.MinuteOf(baseline.Since);
        var ill = baseline.Ill.ToHashSet();
        CanaryInstance[] backends =
        [
            .. evidence.Instances.Select(instance => new CanaryInstance(instance.Id) { Status = instance.Status, Applied = true, WasIll = ill.Contains(instance.Id) }),
        ];
        var (figures, stable) = baseline.IsSettling
            ? (RequestFigures.None, RequestFigures.None)
            : (Since(minute, counted, baseline.Candidate, now), Since(minute, evidence.Stable, baseline.Stable, now));
        var recent = evidence.Recent is not { } last ? null
            : minute < last.From ? new GateWindow(last.Candidate, last.Stable)
            : new GateWindow(figures, stable);
        return new RolloutObservation(GateRules.DecideRoute(rollout.Plan.Gate, backends, figures, ToCompareWith(rollout, stable), recent), backends, figures, stable);
    }

    private static RolloutObservation LookAtMembers(Rollout rollout, RolloutEvidence evidence, DateTimeOffset now)
    {
        var there = evidence.Instances.ToDictionary(instance => instance.Id);
        CanaryInstance[] canaries =
        [
            .. rollout.Members.Where(member => member.StartedAt is not null || there.ContainsKey(member.Id))
                .Select(member => CanaryOf(member, there.GetValueOrDefault(member.Id), evidence, now)),
        ];
        var sum = canaries.Aggregate(RequestFigures.None, (sum, canary) => sum + canary.Figures);
        var isYoung = evidence.Recent is { } recently && WindowFigures.MinuteOf(rollout.Baseline?.Since ?? now) >= recently.From;
        var recent = evidence.Recent is { } last
            ? new GateWindow(canaries.Aggregate(RequestFigures.None, (sum, canary) => sum + canary.Recent), isYoung ? evidence.Stable : last.Stable)
            : null;
        return new RolloutObservation(GateRules.Decide(rollout.Plan.Gate, canaries, ToCompareWith(rollout, evidence.Stable), recent), canaries, sum, evidence.Stable);
    }

    private static CanaryInstance CanaryOf(RolloutMember member, SeenInstance? seen, RolloutEvidence evidence, DateTimeOffset now)
    {
        DateTimeOffset? minute = member is { StartedAt: not null, CountedFrom: { } from } ? WindowFigures.MinuteOf(from) : null;
        var figures = minute is { } first ? Since(first, evidence.Counted.GetValueOrDefault(member.Id, RequestFigures.None), member.Baseline, now) : RequestFigures.None;
        return new CanaryInstance(member.Id)
        {
            Status = seen?.Status,
            HasRestarted = member.StartedAt is { } started && seen is not null && seen.StartedAt != started,
            HasExpired = seen is { HasExpired: true },
            Applied = member.Applied,
            Figures = figures,
            Recent = evidence.Recent is { } recent && minute < recent.From
                ? recent.Instances.GetValueOrDefault(member.Id, RequestFigures.None)
                : figures,
        };
    }

    // The minute of the baseline is forgotten after a while, and with it what is to be taken away.
    private static RequestFigures Since(DateTimeOffset minute, RequestFigures counted, RequestFigures baseline, DateTimeOffset now) =>
        minute >= FigureRules.FirstKept(now) ? counted.Less(baseline) : counted;

    // Where all have the version nobody else shows what is usual: then what the last of the others had does.
    private static RequestFigures ToCompareWith(Rollout rollout, RequestFigures stable) =>
        GateRules.IsEnough(rollout.Plan.Gate, stable) ? stable : rollout.Reference ?? stable;
}
