using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>A rollout, as callers read it.</summary>
public sealed record RolloutAnswer
{
    public required string Id { get; init; }

    public required string ConfigurationId { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required ConfigurationKind Kind { get; init; }

    public required long Version { get; init; }

    /// <summary>What everybody else has; 0 where they have none.</summary>
    public required long StableVersion { get; init; }

    public required RolloutPhase Phase { get; init; }

    /// <summary>What the gate says now, and of one that is over what it said last.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>Of the verdict, and of the phase; of one that is over, how that was decided.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Its place in <see cref="Steps"/>, from 0.</summary>
    public required int Step { get; init; }

    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Of the instances, or of a route's requests.</summary>
    public required int Percent { get; init; }

    /// <summary>Of the step: until its end at the earliest, with the bakes of instances that got the version late.</summary>
    public required TimeSpan BakeLeft { get; init; }

    /// <summary>Until its end only instances with all of these get it.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public RolloutApproval? Approval { get; init; }

    public DateTimeOffset? ApprovalDeadline { get; init; }

    public required RolloutGate Gate { get; init; }

    public required FailureAction OnFailure { get; init; }

    public required RolloutFiguresAnswer Figures { get; init; }

    /// <summary>Those with the version. Absent in lists.</summary>
    public IReadOnlyList<RolloutInstanceAnswer>? Instances { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The oldest first. Absent in lists.</summary>
    public IReadOnlyList<RolloutNote>? Timeline { get; init; }

    internal static RolloutAnswer From(Rollout rollout, RolloutObservation seen, DateTimeOffset now) => Summary(rollout, now) with
    {
        Verdict = seen.Gate.Verdict,
        Reasons = ReasonsOf(rollout, seen.Gate, now),
        Figures = new RolloutFiguresAnswer(seen.Canary, seen.Stable),
        Instances = [.. RolloutInstanceAnswer.From(rollout, seen)],
        Timeline = rollout.Timeline,
    };

    internal static RolloutAnswer Summary(Rollout rollout, DateTimeOffset now)
    {
        var (progress, plan) = (rollout.Progress, rollout.Plan);
        return new RolloutAnswer
        {
            Id = rollout.Id.ToString(),
            ConfigurationId = rollout.ConfigurationId.ToString(),
            Name = rollout.Key.Name.Value,
            Environment = rollout.Key.Environment.Value,
            Kind = rollout.Kind,
            Version = rollout.Version,
            StableVersion = rollout.StableVersion,
            Phase = progress.Phase,
            Verdict = rollout.Gate.Verdict,
            Reasons = ReasonsOf(rollout, rollout.Gate, now),
            Step = progress.Step,
            Steps = plan.Steps,
            Percent = progress.PercentOf(plan),
            BakeLeft = RolloutBake.LeftOf(rollout, now),
            Labels = plan.Labels,
            Approval = plan.Approval,
            ApprovalDeadline = progress.Phase is RolloutPhase.AwaitingApproval ? progress.Since + plan.Approval?.Timeout : null,
            Gate = plan.Gate,
            OnFailure = plan.OnFailure,
            Figures = new RolloutFiguresAnswer(rollout.CanaryFigures, rollout.StableFigures),
            Author = plan.Author,
            CreatedAt = rollout.CreatedAt,
            ChangedAt = rollout.ChangedAt,
            EndedAt = rollout.EndedAt,
        };
    }

    private static string[] ReasonsOf(Rollout rollout, GateDecision gate, DateTimeOffset now)
    {
        var reason = rollout.Progress.Phase is RolloutPhase.Baking ? null : rollout.Progress.Reason;
        string[] said = [.. new[] { reason, RolloutBake.HoldOf(rollout, now) }.OfType<string>()];

        // Of one that is over the gate is asked no more. One that was paused for what is still so has said it.
        return rollout.IsOver ? said : [.. said, .. gate.Reasons.Where(one => !$"{reason};".Contains($" {one};", StringComparison.Ordinal))];
    }
}
