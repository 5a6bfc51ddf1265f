using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>Commits what time alone does, a bounded part at a time.</summary>
internal sealed class RegistrySweep(
    IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time, IOptions<MeshOptions> options)
{
    /// <summary>About as much as the writer may be held for.</summary>
    public const int Limit = 1000;

    public async Task<SweepResult> RunAsync(CancellationToken cancellationToken)
    {
        var plan = await StoreFailures.TranslateAsync(() => PlanAsync(cancellationToken));
        return await writer.WriteAsync(StoreKeys.TheState, (transaction, ct) => CommitAsync(transaction, plan, ct), cancellationToken);
    }

    private async Task<SweepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        var view = await RegistryView.OpenAsync(context, time, options.Value, cancellationToken);
        return await new SweepPlanner(context, view).PlanAsync(Limit, cancellationToken);
    }

    private async Task<SweepResult> CommitAsync(StoreTransaction transaction, SweepPlan plan, CancellationToken cancellationToken)
    {
        var grace = await StoredGrace.NoteAwakeAsync(transaction, options.Value, cancellationToken);
        var changed = 0;
        foreach (var sweep in await SweepPlanner.SweepAsync(transaction.Context, plan.Services, transaction.Now, grace, cancellationToken))
        {
            changed += await CommitAsync(transaction, sweep, Limit - changed, cancellationToken);
        }

        var forgotten = await ForgetAsync(transaction, plan.Forgotten, cancellationToken);
        return new SweepResult(changed + forgotten.Services, grace.IsForAll, plan.More || changed >= Limit || forgotten.Tombstones == Limit);
    }

    // A service that is only partly done is found again; its protection stands by then, because it was decided on the whole.
    private static async Task<int> CommitAsync(StoreTransaction transaction, ServiceSweep sweep, int room, CancellationToken cancellationToken)
    {
        var expired = sweep.Expired.Take(room).ToList();
        var removals = sweep.Removals.Take(room - expired.Count).ToList();
        var keys = expired.Select(change => new StoreKeys(change.After.ServiceId))
            .Concat(removals.Select(removal => new StoreKeys(removal.Instance.ServiceId, Leaves: true)));
        await transaction.Registry.PrefetchAsync([.. keys], cancellationToken);
        var changed = await ProtectAsync(transaction, sweep, cancellationToken) ? 1 : 0;
        foreach (var change in expired)
        {
            // As it stands now: a probe may have been noted since.
            if (await FindAsReadAsync(transaction, change.Before, cancellationToken) is { } now)
            {
                await transaction.StoreAsync(now, HealthTransitions.Expire(now, transaction.Now), changed: true, cancellationToken);
                changed++;
            }
        }

        foreach (var removal in removals)
        {
            if (await FindAsReadAsync(transaction, removal.Instance, cancellationToken) is not null)
            {
                await transaction.RemoveAsync(removal, cancellationToken);
                changed++;
            }
        }

        return changed;
    }

    private static async Task<bool> ProtectAsync(StoreTransaction transaction, ServiceSweep sweep, CancellationToken cancellationToken)
    {
        if (!sweep.ServiceChanged || await transaction.Registry.FindServiceAsync(sweep.Service.Name, cancellationToken) is not { } service)
        {
            return false;
        }

        await transaction.Registry.PutAsync(service with { ProtectedSince = sweep.Service.ProtectedSince }, cancellationToken);
        return true;
    }

    // The rules saw what was committed a moment ago. An instance that was heard of since then, by this batch or another
    // process, is left to the next sweep.
    private static async ValueTask<ServiceInstance?> FindAsReadAsync(
        StoreTransaction transaction, ServiceInstance read, CancellationToken cancellationToken) =>
        await transaction.Registry.FindAsync(read.ServiceId, cancellationToken) is { } now
            && (now.Revision, now.ExpiresAt) == (read.Revision, read.ExpiresAt) ? now : null;

    private static async Task<(int Services, int Tombstones)> ForgetAsync(
        StoreTransaction transaction, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var context = transaction.Context;
        await context.SaveChangesAsync(cancellationToken);
        var since = transaction.Now - Tombstone.Retention;
        var tombstones = await context.Tombstones
            .Where(row => row.DeregisteredAt <= since).OrderBy(row => row.DeregisteredAt).Take(Limit).ExecuteDeleteAsync(cancellationToken);
        var services = names.Count == 0 ? 0 : await ForgetServicesAsync(context, names, cancellationToken);

        // These went past the rows that the batch knows.
        transaction.Forget();
        return (services, tombstones);
    }

    private static async Task<int> ForgetServicesAsync(MeshDbContext context, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        // Waits for registrations that have seen these services, and then sees what they committed.
        await context.Services.Where(service => names.Contains(service.Name)).OrderBy(service => service.Name).Locked()
            .Select(service => service.Name).ToListAsync(cancellationToken);
        return await context.Services
            .Where(service => names.Contains(service.Name)
                && !context.Instances.Any(row => row.Service == service.Name)
                && !context.Tombstones.Any(row => row.Service == service.Name))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
