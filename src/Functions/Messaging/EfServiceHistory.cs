using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Messaging;

internal sealed class EfServiceHistory(IDbContextFactory<MeshDbContext> contexts, EventInbox inbox) : IServiceHistory
{
    public Task RecordAsync(MeshEvent @event, CancellationToken cancellationToken) =>
        inbox.RecordAsync(@event, ServiceEventRow.From(ServiceEvent.From(@event)), cancellationToken);

    public Task<Page<ServiceEvent>> ReadAsync(ServiceName service, string? type, PageRequest page, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.ServiceEvents.AsNoTracking()
                .Where(row => row.Service == service.Value && (type == null || row.Type == type))
                .Where(row => page.After == null || row.Position.CompareTo(page.After) < 0)
                .OrderByDescending(row => row.Position).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Position, row => row.ToEvent());
        });
}
