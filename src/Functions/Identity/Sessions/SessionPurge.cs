using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Ticking;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>Forgets sessions that are over, and tokens that nobody can use or misuse any more; a bounded number at a time.</summary>
internal sealed class SessionPurge(IDbContextFactory<MeshDbContext> contexts, StoreWriter writer, IUserStore users, TimeProvider time) : ITickPart
{
    /// <summary>Of each kind, in one tick.</summary>
    public const int Limit = 1000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await users.PurgeTokensAsync(cancellationToken);
        var end = time.GetUtcNow() - SessionLimits.Aftermath;
        if (await StoreFailures.TranslateAsync(() => AnyAsync(end, cancellationToken)))
        {
            await writer.WriteAccountsAsync((transaction, ct) => PurgeAsync(transaction.Context, end, ct), cancellationToken);
        }
    }

    private static async Task<bool> PurgeAsync(MeshDbContext context, DateTimeOffset end, CancellationToken cancellationToken)
    {
        // Tracked, so that a neighbour in the batch who looks at one sees it go.
        var sessions = await context.Sessions.Where(row => row.EndedAt != null || row.ExpiresAt <= end)
            .OrderBy(row => row.Id).Take(Limit).ToListAsync(cancellationToken);
        var ids = sessions.ConvertAll(row => row.Id);
        var tokens = await context.RefreshTokens.Where(row => row.ExpiresAt <= end || ids.Contains(row.SessionId))
            .OrderBy(row => row.Hash).Take(Limit).ToListAsync(cancellationToken);
        context.RefreshTokens.RemoveRange(tokens);

        // A session goes once its tokens are gone: they are found by it.
        if (tokens.Count < Limit)
        {
            context.Sessions.RemoveRange(sessions);
        }

        return true;
    }

    private async Task<bool> AnyAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sessions.AnyAsync(row => row.EndedAt != null || row.ExpiresAt <= end, cancellationToken)
            || await context.RefreshTokens.AnyAsync(row => row.ExpiresAt <= end, cancellationToken);
    }
}
