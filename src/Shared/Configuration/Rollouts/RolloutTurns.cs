namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>
/// One turn of a rollout: judges what is seen, goes on by <see cref="RolloutRules"/>, and gives the version to as many
/// as it then takes. Pure: what it says is stored in one piece, so that a turn happens or does not.
/// </summary>
public static class RolloutTurns
{
    /// <summary>A new one; its first turn gives the version to the first.</summary>
    /// <param name="head">The configuration, with the version that holds.</param>
    public static RolloutChange Begin(Guid id, ConfigurationHead head, ConfigurationVersionInfo version, RolloutPlan plan, string? notes, DateTimeOffset now)
    {
        var made = new Rollout
        {
            Id = id,
            ConfigurationId = head.Id,
            Key = head.Key,
            Kind = head.Kind,
            Version = version.Number,
            Hash = version.Hash,
            Selector = version.Selector,
            StableVersion = head.Active,
            Plan = plan,
            Progress = RolloutProgress.Begin(now),
            CreatedAt = now,
            ChangedAt = now,
        };
        var note = new RolloutNote(now, RolloutNoteKind.Started, plan.Author, notes);
        return new RolloutChange(made, made with { Timeline = [note] }, [note]);
    }

    /// <summary>What time and evidence make of it.</summary>
    public static RolloutChange Observe(Rollout rollout, RolloutEvidence evidence, DateTimeOffset now)
    {
        if (rollout.IsOver)
        {
            return new RolloutChange(rollout, rollout, []);
        }

        var watched = RolloutBake.WithoutAbsence(rollout with { Progress = RolloutBake.SinceAllSaid(rollout) }, evidence.Absence);
        var seen = RolloutSight.Look(watched, evidence);
        var progress = RolloutRules.Observe(watched.Progress, rollout.Plan, seen.Gate, RolloutBake.LastGiven(watched), now);
        var mark = RolloutMarks.Next(Math.Max(rollout.Mark, evidence.NewestMark), now);
        var members = Widen(watched, progress, evidence, mark, now);

        // The bake of a step that nobody was given yet shows nothing: it begins with that, however long ago the step did.
        if (progress is { Phase: RolloutPhase.Baking, IsGiven: false } && (members.Count > 0 || evidence.Candidate is not null))
        {
            progress = progress with { Since = now, IsGiven = true };
        }

        var after = rollout with
        {
            Progress = progress,
            Baseline = rollout.Baseline?.WithoutRecovered(evidence) ?? RolloutBaseline.Begin(evidence),
            Members = members,
            Mark = BeginsRound(rollout, evidence) || members.Any(member => member.Mark == mark) ? mark : rollout.Mark,
            Memory = rollout.Memory.With(rollout.Plan.Gate, evidence.Stable, !ReferenceEquals(members, watched.Members) || progress.Step != rollout.Progress.Step, now),
        };
        if (IsSame(rollout, after) && !IsNews(rollout, seen, now))
        {
            return new RolloutChange(rollout, rollout, []);
        }

        after = after with { Gate = seen.Gate.Shorten(RolloutLimits.Reasons), CanaryFigures = seen.Canary, StableFigures = seen.Stable };
        return Change(rollout, after, [.. NotesOf(rollout, after, now)], now);
    }

    /// <summary>What somebody makes of it.</summary>
    public static (RolloutOrderOutcome Outcome, RolloutChange Change) Order(
        Rollout rollout, RolloutCommand command, string by, RolloutCommandBody said, DateTimeOffset now)
    {
        var (outcome, progress) = RolloutRules.Order(rollout.Progress, rollout.Plan, command, by, now);
        if (said.Step is { } step && step != rollout.Progress.Step && !rollout.IsOver)
        {
            outcome = RolloutOrderOutcome.OtherStep;
        }

        if (outcome is not RolloutOrderOutcome.Done)
        {
            return (outcome, new RolloutChange(rollout, rollout, []));
        }

        var after = rollout with
        {
            Progress = progress,
            Baseline = command is RolloutCommand.Resume ? null : rollout.Baseline,
            Round = command is RolloutCommand.Resume ? rollout.Round + 1 : rollout.Round,
            Members = command is RolloutCommand.Resume ? [.. rollout.Members.Select(member => Forgive(member, now))] : rollout.Members,
        };
        var told = new RolloutNote(now, KindOf(command), by, said.Notes);
        return (outcome, Change(rollout, after, [told, .. PhaseNotes(rollout, after, now).Where(note => note.What != told.What)], now));
    }

    /// <summary>Ends it, because another one takes its place.</summary>
    public static RolloutChange Supersede(Rollout rollout, Guid successor, string by, DateTimeOffset now)
    {
        var after = rollout with { Progress = new RolloutProgress(RolloutPhase.RolledBack, rollout.Progress.Step, now) { Reason = $"superseded by {successor}" } };
        return Change(rollout, after, [new RolloutNote(now, RolloutNoteKind.Superseded, by, $"by {successor}")], now);
    }

    // Nobody gets it while it is paused, nor loses it before it is rolled back.
    private static IReadOnlyList<RolloutMember> Widen(Rollout rollout, RolloutProgress progress, RolloutEvidence evidence, long mark, DateTimeOffset now)
    {
        if (evidence.Candidate is not null || progress.Phase is not (RolloutPhase.Baking or RolloutPhase.AwaitingApproval))
        {
            return rollout.Members;
        }

        var there = evidence.Instances.ToDictionary(instance => instance.Id);
        RolloutMember[] members = [.. rollout.Members.Select(member => !there.TryGetValue(member.Id, out var back) ? member
            : member.StartedAt is null ? Assign(back, mark, now) with { Applied = member.Applied }
            : member.Mark == 0 ? member with { Mark = mark }
            : member)];
        var assigned = members.Select(member => member.Id).ToHashSet();
        var present = evidence.Instances.Where(instance => instance.IsCandidate || assigned.Contains(instance.Id)).Select(instance => instance.Id).ToList();
        var widened = RolloutAssignment.Widen(rollout.Id, progress.PercentOf(rollout.Plan), present, assigned);
        return widened.Count == assigned.Count && members.SequenceEqual(rollout.Members)
            ? rollout.Members
            :
            [
                .. members,
                .. widened.Except(assigned).OrderBy(id => id.Value, StringComparer.Ordinal).Select(id => Assign(there[id], mark, now)),
            ];
    }

    private static RolloutMember Assign(SeenInstance instance, long mark, DateTimeOffset now) => new(instance.Id, instance.Service, now)
    {
        StartedAt = instance.StartedAt,
        Mark = mark,
    };

    // Of a route: no instance is given it, so the rollout itself has the mark.
    private static bool BeginsRound(Rollout rollout, RolloutEvidence evidence) =>
        evidence.Candidate is not null && (rollout.Baseline is null || rollout.Mark == 0);

    // Whoever resumes has seen what failed: it is judged by what comes, and whoever has the version says anew that he runs it.
    private static RolloutMember Forgive(RolloutMember member, DateTimeOffset now) => new(member.Id, member.Service, now);

    private static bool IsSame(Rollout before, Rollout after) =>
        before.Progress == after.Progress && before.Baseline == after.Baseline && before.Mark == after.Mark
        && ReferenceEquals(before.Memory, after.Memory) && ReferenceEquals(before.Members, after.Members);

    // Where nothing else changes. Figures run with the requests, and verdicts go to and fro about the least that says
    // something: whoever asks is shown what is seen then, so little of it need be told or stored.
    private static bool IsNews(Rollout rollout, RolloutObservation seen, DateTimeOffset now)
    {
        var gate = seen.Gate.Shorten(RolloutLimits.Reasons);
        if (rollout.Gate.Verdict != gate.Verdict)
        {
            var told = rollout.Timeline.LastOrDefault(note => note.What is RolloutNoteKind.Judged);
            return gate.Verdict is GateVerdict.Fail || told is null || now - told.At >= RolloutLimits.JudgementInterval;
        }

        var age = now - rollout.ChangedAt;
        return (age >= RolloutLimits.JudgementInterval && !rollout.Gate.IsLike(gate))
            || (age >= RolloutLimits.FiguresInterval && (rollout.CanaryFigures, rollout.StableFigures) != (seen.Canary, seen.Stable));
    }

    private static RolloutChange Change(Rollout before, Rollout after, IReadOnlyList<RolloutNote> notes, DateTimeOffset now) => new(
        before,
        after with
        {
            Timeline = RolloutTimeline.With(before.Timeline, notes),
            Revision = before.Revision + 1,
            ChangedAt = now,
            EndedAt = after.IsOver ? now : null,
        },
        notes);

    private static IEnumerable<RolloutNote> NotesOf(Rollout before, Rollout after, DateTimeOffset now)
    {
        if (before.Gate.Verdict != after.Gate.Verdict)
        {
            yield return new RolloutNote(now, RolloutNoteKind.Judged, Detail: $"{after.Gate.Verdict}: {Some(after.Gate.Reasons)}".TrimEnd(' ', ':'));
        }

        foreach (var note in PhaseNotes(before, after, now))
        {
            yield return note;
        }

        var had = before.Members.Select(member => member.Id).ToHashSet();
        string[] got = [.. after.Members.Where(member => !had.Contains(member.Id)).Select(member => member.Id.Value)];
        if (got.Length > 0)
        {
            yield return new RolloutNote(now, RolloutNoteKind.Widened, Detail: $"to {after.Members.Count} instances, now also {Some(got)}");
        }
    }

    private static IEnumerable<RolloutNote> PhaseNotes(Rollout before, Rollout after, DateTimeOffset now)
    {
        var (was, progress) = (before.Progress, after.Progress);
        if (was.Phase == progress.Phase && was.Step == progress.Step)
        {
            yield break;
        }

        var kind = progress.Phase switch
        {
            RolloutPhase.AwaitingApproval => RolloutNoteKind.ApprovalAsked,
            RolloutPhase.Paused => RolloutNoteKind.Paused,
            RolloutPhase.Completed => RolloutNoteKind.Completed,
            RolloutPhase.RolledBack => RolloutNoteKind.RolledBack,
            _ => RolloutNoteKind.StepBegan,
        };
        if (kind is not RolloutNoteKind.StepBegan || was.Step != progress.Step)
        {
            var step = $"step {progress.Step + 1} of {after.Plan.Steps.Count}, {progress.PercentOf(after.Plan)} %";
            yield return new RolloutNote(now, kind, Detail: kind is RolloutNoteKind.StepBegan ? step : progress.Reason);
        }
    }

    private static RolloutNoteKind KindOf(RolloutCommand command) => command switch
    {
        RolloutCommand.Approve => RolloutNoteKind.Approved,
        RolloutCommand.Pause => RolloutNoteKind.Paused,
        RolloutCommand.Resume => RolloutNoteKind.Resumed,
        RolloutCommand.Abort => RolloutNoteKind.Aborted,
        _ => RolloutNoteKind.Promoted,
    };

    private static string Some(IReadOnlyList<string> texts) =>
        string.Join("; ", texts.Take(5)) + (texts.Count > 5 ? $"; and {texts.Count - 5} more" : "");
}
