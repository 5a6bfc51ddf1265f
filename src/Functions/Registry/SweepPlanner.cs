using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// Looks for what a sweep has to do. It reads every lease, which no index holds, while the writer goes on; the sweep
/// decides again on what it then finds.
/// </summary>
internal sealed class SweepPlanner(MeshDbContext context, RegistryView view)
{
    private const int ServicesAtOnce = 50;

    public async Task<SweepPlan> PlanAsync(int limit, CancellationToken cancellationToken)
    {
        var since = view.Now - Tombstone.Retention;
        var forgotten = await context.Services.AsNoTracking()
            .Where(service => !context.Instances.Any(row => row.Service == service.Name)
                && !context.Tombstones.Any(row => row.Service == service.Name && row.DeregisteredAt > since))
            .OrderBy(service => service.Name).Select(service => service.Name).Take(limit).ToListAsync(cancellationToken);
        var services = new List<string>();
        var changes = 0;
        foreach (var names in (await SuspectsAsync(cancellationToken)).Chunk(ServicesAtOnce))
        {
            foreach (var sweep in await SweepAsync(context, names, view.Now, view.Grace, cancellationToken))
            {
                services.Add(sweep.Service.Name.Value);
                changes += sweep.Expired.Count + sweep.Removals.Count + 1;
            }

            if (changes > limit)
            {
                return new SweepPlan(services, forgotten, true);
            }
        }

        return new SweepPlan(services, forgotten, forgotten.Count == limit);
    }

    /// <summary>What the rules say of these services, without those that they leave as they are.</summary>
    public static async Task<IReadOnlyList<ServiceSweep>> SweepAsync(
        MeshDbContext context, IReadOnlyCollection<string> names, DateTimeOffset now, LeaseGrace grace, CancellationToken cancellationToken)
    {
        var services = await context.Services.AsNoTracking()
            .Where(row => names.Contains(row.Name)).OrderBy(row => row.Name).ToListAsync(cancellationToken);
        var rows = await context.Instances.AsNoTracking()
            .Where(row => names.Contains(row.Service)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var members = rows.ToLookup(row => row.Service, StringComparer.Ordinal);
        return
        [
            .. services.Select(row => row.ToService())
                .Select(service => new ServiceWithInstances(service, [.. members[service.Name.Value].Select(row => row.ToInstance(service.Name))]))
                .Select(service => SweepRules.Sweep(service, now, grace))
                .Where(sweep => !sweep.IsEmpty),
        ];
    }

    // Whatever the rules may act on has an instance that is critical or late, or is protected.
    private async Task<List<string>> SuspectsAsync(CancellationToken cancellationToken)
    {
        var late = context.Instances.Unhealthy(view).Select(row => row.Service);
        var doubted = context.Services.Where(row => row.ProtectedSince != null).Select(row => row.Name);
        return await late.Union(doubted).Order().ToListAsync(cancellationToken);
    }
}
