using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Audit;

/// <summary>The audit in the mesh store.</summary>
internal sealed class EfSecurityAudit(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : ISecurityAudit
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(365);

    /// <summary>Of one purge: about as much as the writer may be held for.</summary>
    public const int PurgeLimit = 1000;

    public Task AppendAsync(SecurityEvent happened, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.Nothing,
            async (transaction, ct) =>
            {
                await transaction.RecordAsync(happened, ct);
                return true;
            },
            cancellationToken);

    public Task<Page<SecurityEvent>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.SecurityEvents.AsNoTracking()
                .Where(row => (filter.Action == null || row.Action == filter.Action)
                    && (filter.Actor == null || row.Actor == filter.Actor)
                    && (filter.Target == null || row.Target == filter.Target)
                    && (filter.From == null || row.At >= filter.From)
                    && (filter.To == null || row.At < filter.To))
                .Where(row => page.After == null || row.Position.CompareTo(page.After) < 0)
                .OrderByDescending(row => row.Position).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Position, row => row.ToEvent());
        });

    public async Task<bool> PurgeAsync(CancellationToken cancellationToken)
    {
        var end = PositionAt(time.GetUtcNow() - Retention);
        var old = await StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.SecurityEvents.Select(row => row.Position).Where(position => position.CompareTo(end) < 0)
                .Order().Take(PurgeLimit).ToListAsync(cancellationToken);
        });
        if (old.Count > 0)
        {
            await writer.WriteAsync(
                StoreKeys.None,
                (transaction, ct) => transaction.Context.SecurityEvents.Where(row => old.Contains(row.Position)).ExecuteDeleteAsync(ct),
                cancellationToken);
        }

        return old.Count == PurgeLimit;
    }

    private static string PositionAt(DateTimeOffset at) => $"{at.UtcTicks:D19}";
}
