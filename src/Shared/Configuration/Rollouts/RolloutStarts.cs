namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>Whether a rollout may begin. Pure: adapters load what it is about, ask, and store the answer in the same transaction.</summary>
public static class RolloutStarts
{
    /// <param name="head">The configuration; null where there never was one.</param>
    /// <param name="version">The version that it is about; null where there is none.</param>
    /// <param name="running">The one that is under way.</param>
    /// <returns>The answer, and what is to be stored, in that order; nothing of a refusal.</returns>
    public static (RolloutStartResult Result, IReadOnlyList<RolloutChange> Changes) Decide(
        RolloutStart start, ConfigurationHead? head, ConfigurationVersionInfo? version, Rollout? running, DateTimeOffset now)
    {
        RolloutStartOutcome? refusal = head is null or { IsDeleted: true } ? RolloutStartOutcome.NotFound
            : version is null ? RolloutStartOutcome.NoSuchVersion
            : head.Active == version.Number ? RolloutStartOutcome.Holds
            : head.Kind is ConfigurationKind.Route && start.Order.Plan.Labels.Count > 0 ? RolloutStartOutcome.LabelsOfARoute
            : running is not null && !start.Order.Supersede ? RolloutStartOutcome.UnderWay
            : null;
        if (refusal is { } outcome)
        {
            return (new RolloutStartResult(outcome, outcome is RolloutStartOutcome.UnderWay ? running : null), []);
        }

        var begun = RolloutTurns.Begin(start.Id, head!, version!, start.Order.Plan, start.Order.Notes, now);

        // Nothing else held meanwhile, so both are compared with the same.
        begun = running is null ? begun : begun with { After = begun.After with { Memory = running.Memory } };
        var result = new RolloutStartResult(RolloutStartOutcome.Started, begun.After);
        return running is null ? (result, [begun]) : (result, [RolloutTurns.Supersede(running, start.Id, start.By.Subject, now), begun]);
    }
}
