using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>What there is to see of a rollout, and what its gate says of it. Pure.</summary>
public static class RolloutSight
{
    /// <summary>What there is to see now, without any consequence.</summary>
    public static RolloutObservation Look(Rollout rollout, RolloutEvidence evidence) => evidence.Candidate is { } figures
        ? LookAtRoute(rollout, evidence, figures)
        : LookAtMembers(rollout, evidence);

    /// <summary>What was seen last, where nobody looks any more or nobody can.</summary>
    public static RolloutObservation Recall(Rollout rollout) => new(
        rollout.Gate, [.. rollout.Members.Select(member => new CanaryInstance(member.Id) { Applied = member.Applied })], rollout.CanaryFigures, rollout.StableFigures);

    private static RolloutObservation LookAtRoute(Rollout rollout, RolloutEvidence evidence, CountedFigures counted)
    {
        var ill = (rollout.Baseline ?? RolloutBaseline.Begin(evidence)).WithoutRecovered(evidence).Ill.ToHashSet();
        CanaryInstance[] backends =
        [
            .. evidence.Instances.Select(instance => new CanaryInstance(instance.Id) { Status = instance.Status, Applied = true, WasIll = ill.Contains(instance.Id), IsAwaited = instance.IsAwaited, IsUnheard = instance.IsUnheard, IsUnprobed = instance.IsUnprobed }),
        ];
        var figures = Compare(rollout, evidence, [("", counted)]);
        return Observe(GateRules.DecideRoute(rollout.Plan.Gate, backends, figures), backends, figures);
    }

    private static RolloutObservation LookAtMembers(Rollout rollout, RolloutEvidence evidence)
    {
        var there = evidence.Instances.ToDictionary(instance => instance.Id);
        RolloutMember[] judged = [.. rollout.Members.Where(member => member.StartedAt is not null || there.ContainsKey(member.Id))];
        CanaryInstance[] canaries = [.. judged.Select(member => CanaryOf(member, there.GetValueOrDefault(member.Id), evidence))];
        var figures = Compare(rollout, evidence, judged.Zip(canaries).Select(pair => (pair.First.Service.Value, new CountedFigures(pair.Second.Figures, pair.Second.Recent))));
        return Observe(GateRules.Decide(rollout.Plan.Gate, canaries, figures), canaries, figures);
    }

    private static CanaryInstance CanaryOf(RolloutMember member, SeenInstance? seen, RolloutEvidence evidence)
    {
        var figures = member.StartedAt is null ? CountedFigures.None : evidence.Given.GetValueOrDefault(member.Id, CountedFigures.None);
        return new CanaryInstance(member.Id)
        {
            Status = seen?.Status,
            HasRestarted = member.StartedAt is { } started && seen is not null && seen.StartedAt != started,
            HasExpired = seen is { HasExpired: true },
            IsAwaited = seen is { IsAwaited: true },
            IsUnheard = seen is { IsUnheard: true },
            IsUnprobed = seen is { IsUnprobed: true },
            IsInMaintenance = seen is { IsInMaintenance: true },
            Applied = member.Applied,
            Figures = figures.Whole,
            Recent = figures.Recent,
        };
    }

    private static GateFigures Compare(Rollout rollout, RolloutEvidence evidence, IEnumerable<(string Service, CountedFigures Figures)> given)
    {
        var (gate, whole, recent) = (rollout.Plan.Gate, new List<GateWindow>(), new List<GateWindow>());
        foreach (var service in given.GroupBy(one => one.Service, one => one.Figures))
        {
            var figures = service.Aggregate(CountedFigures.None, (sum, one) => sum + one);
            var seen = evidence.Stable.GetValueOrDefault(service.Key, StableFigures.None);
            var stable = GateRules.ToCompareWith(gate, seen, rollout.Memory.Figures.GetValueOrDefault(service.Key));
            whole.Add(new GateWindow(service.Key, figures.Whole, stable));
            recent.Add(new GateWindow(service.Key, figures.Recent, GateRules.IsEnough(gate, seen.Recent) ? seen.Recent : stable));
        }

        return new GateFigures(whole, recent);
    }

    private static RolloutObservation Observe(GateDecision decision, IReadOnlyList<CanaryInstance> canaries, GateFigures figures) => new(
        decision,
        canaries,
        figures.Whole.Aggregate(RequestFigures.None, (sum, window) => sum + window.Figures),
        figures.Whole.Aggregate(RequestFigures.None, (sum, window) => sum + window.Stable));
}
