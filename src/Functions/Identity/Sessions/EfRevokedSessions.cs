using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>The revoked sessions in the mesh store.</summary>
internal sealed class EfRevokedSessions(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, TimeProvider time) : IRevokedSessions
{
    public Task<bool> IsRevokedAsync(string sessionId, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await context.RevokedSessions.AnyAsync(row => row.SessionId == sessionId, cancellationToken);
        });

    public Task<IReadOnlyList<RevokedSession>> ListAsync(CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync<IReadOnlyList<RevokedSession>>(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var now = time.GetUtcNow();
            var rows = await context.RevokedSessions.AsNoTracking().Where(row => row.Until > now).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToSession()).OrderBy(session => session.SessionId, StringComparer.Ordinal)];
        });

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        if (await StoreFailures.TranslateAsync(() => AnyOverAsync(cancellationToken)))
        {
            await writer.WriteAsync(
                StoreKeys.None,
                (transaction, ct) => transaction.Context.RevokedSessions.Where(row => row.Until <= transaction.Now).ExecuteDeleteAsync(ct),
                cancellationToken);
        }
    }

    private async Task<bool> AnyOverAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await context.RevokedSessions.AnyAsync(row => row.Until <= now, cancellationToken);
    }
}
