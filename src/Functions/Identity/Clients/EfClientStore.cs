using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.Tokens;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Identity.Clients;

/// <summary>The clients in the mesh store.</summary>
internal sealed class EfClientStore(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer) : IClientStore
{
    public Task<StoredClient?> FindAsync(string id, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            // PostgreSQL fails for a text with a NUL in it, which is nobody's id.
            if (!TokenIdentifier.IsValid(id))
            {
                return null;
            }

            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await context.Clients.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
            return row?.ToClient();
        });

    public Task<Page<StoredClient>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.Clients.AsNoTracking()
                .Where(row => page.After == null || row.Id.CompareTo(page.After) > 0)
                .OrderBy(row => row.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
            return page.Cut(rows, row => row.Id, row => row.ToClient());
        });

    public Task AddAsync(StoredClient client, SecurityEvent happened, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.TheState,
            async (transaction, ct) =>
            {
                // One at a time over all processes, or two would both find room for the last one.
                await transaction.LockStateAsync(ct);
                await transaction.Context.SaveChangesAsync(ct);
                if (await transaction.Context.Clients.CountAsync(ct) >= StoredClient.MaxCount)
                {
                    throw new TooManyClientsException();
                }

                transaction.Context.Clients.Add(ClientRow.From(client));
                await transaction.RecordAsync(happened, ct);
                return true;
            },
            cancellationToken);

    public Task<bool> DeleteAsync(string id, SecurityEvent happened, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.SaveChangesAsync(ct);
                var row = await transaction.Context.Clients.Locked().SingleOrDefaultAsync(row => row.Id == id, ct);
                if (row is null || transaction.Context.Entry(row).State is EntityState.Deleted)
                {
                    return false;
                }

                transaction.Context.Clients.Remove(row);
                await transaction.RevokeAsync(row.SessionId, ct);
                await transaction.RecordAsync(happened, ct);
                return true;
            },
            cancellationToken);

    public Task<bool> RenewSessionAsync(string id, string sessionId, SecurityEvent happened, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            StoreKeys.None,
            async (transaction, ct) =>
            {
                await transaction.Context.SaveChangesAsync(ct);
                var row = await transaction.Context.Clients.Locked().SingleOrDefaultAsync(row => row.Id == id && row.SessionId == sessionId, ct);
                if (row is null || row.SessionId != sessionId)
                {
                    return false;
                }

                row.SessionId = Guid.CreateVersion7(transaction.Now).ToString();
                transaction.Context.Entry(row).DetectChanges();
                await transaction.RevokeAsync(sessionId, ct);
                await transaction.RecordAsync(happened, ct);
                return true;
            },
            cancellationToken);
}
