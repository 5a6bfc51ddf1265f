using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Rollouts;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>A change of a rollout, written with all that belongs to it.</summary>
internal static class RolloutWrites
{
    public static async Task StoreAsync(
        this StoreTransaction transaction, RolloutRow row, ConfigurationRow configuration, RolloutChange change, ConfigurationAuthor? by, CancellationToken cancellationToken)
    {
        var (context, after) = (transaction.Context, change.After);
        row.Apply(after);
        context.Entry(row).DetectChanges();
        await context.StoreMembersAsync(change, cancellationToken);
        if (after.Progress.Phase is RolloutPhase.Completed && !change.Before.IsOver)
        {
            await transaction.ActivateAsync(configuration, after, by, cancellationToken);
        }

        foreach (var note in change.Notes)
        {
            await transaction.TellAsync(RolloutEvents.Told(after, note, await transaction.DrawAsync(0, cancellationToken)), cancellationToken);
            if (RolloutEvents.Record(after, note, by) is { } record)
            {
                await transaction.RecordAsync(record, cancellationToken);
            }
        }

        if (after.IsOver)
        {
            await context.ForgetAsync(after, cancellationToken);
        }
    }

    private static async Task StoreMembersAsync(this MeshDbContext context, RolloutChange change, CancellationToken cancellationToken)
    {
        var before = change.Before.Members.ToDictionary(member => member.Id);
        foreach (var member in change.After.Members)
        {
            if (!before.TryGetValue(member.Id, out var was))
            {
                context.RolloutMembers.Add(RolloutMemberRow.From(change.After.Id, member));
            }
            else if (was != member && await context.RolloutMembers.FindAsync([change.After.Id, member.Id.Value], cancellationToken) is { } row)
            {
                row.Apply(member);
                if (was.Applied != member.Applied)
                {
                    row.Say(member);
                }

                context.Entry(row).DetectChanges();
            }
        }
    }

    private static async Task ActivateAsync(
        this StoreTransaction transaction, ConfigurationRow configuration, Rollout rollout, ConfigurationAuthor? by, CancellationToken cancellationToken)
    {
        var (context, number) = (transaction.Context, rollout.Version);
        var version = await context.ConfigurationVersions.AsNoTracking()
            .FirstAsync(row => row.ConfigurationId == configuration.Id && row.Number == number, cancellationToken);
        var head = ConfigurationRules.Activate(configuration.ToHead(), version.ToInfo(configuration), by?.Subject ?? rollout.Plan.Author, transaction.Now);
        configuration.Apply(head);
        context.Entry(configuration).DetectChanges();
        var result = new ConfigurationResult(ConfigurationOutcome.Activated, head);
        await transaction.TellAsync(
            ConfigurationEvents.Changed(result, await transaction.DrawAsync(0, cancellationToken), transaction.Now), cancellationToken);
    }

    private static async Task ForgetAsync(this MeshDbContext context, Rollout rollout, CancellationToken cancellationToken)
    {
        var (of, id) = (rollout.ConfigurationId, rollout.Id);
        var old = await context.Rollouts.AsNoTracking().Where(row => row.ConfigurationId == of && row.EndedAt != null && row.Id != id)
            .OrderByDescending(row => row.EndedAt).Select(row => row.Id).Skip(RolloutLimits.Kept - 1).ToListAsync(cancellationToken);
        if (old.Count > 0)
        {
            await context.Rollouts.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
