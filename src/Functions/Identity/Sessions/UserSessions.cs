using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Identity.Accounts;
using ToskaMesh.Functions.Identity.Secrets;
using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>The sessions of people in the mesh store.</summary>
internal sealed class UserSessions(
    IDbContextFactory<MeshDbContext> contexts,
    StoreWriter writer,
    IAccessTokenIssuer issuer,
    IMasterKey master,
    IOptions<AccountOptions> options,
    TimeProvider time) : IUserSessions
{
    private readonly SessionLimits _limits = options.Value.ToSessionLimits();

    public async Task<SessionGrant?> StartAsync(SessionRequest request, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var token = RefreshToken.Generate();
        var started = await writer.WriteAccountsAsync((transaction, ct) => StartAsync(transaction, request, token, origin, ct), cancellationToken);
        return started is null ? null : await GrantAsync(started, token, request.Audience, started.User.Scopes, cancellationToken);
    }

    public async Task<RefreshResult> RefreshAsync(RefreshRequest request, RequestOrigin origin, CancellationToken cancellationToken)
    {
        // What was made up takes no turn of the writer.
        if (!RefreshToken.TryParse(request.RefreshToken, out var token) || !await IsKnownAsync(token.Hash(), cancellationToken))
        {
            return new RefreshResult(RefreshOutcome.Invalid, null);
        }

        var next = token.Successor(await master.DeriveAsync("refresh token successors", 32, cancellationToken));
        var (outcome, state) = await writer.WriteAccountsAsync(
            (transaction, ct) => RefreshAsync(transaction, token, next, request, origin, ct), cancellationToken);
        return new RefreshResult(
            outcome, state is null ? null : await GrantAsync(state, next, request.Audience, request.Scopes ?? state.User.Scopes, cancellationToken));
    }

    public async Task<bool> RevokeAsync(string refreshToken, string clientId, RequestOrigin origin, CancellationToken cancellationToken) =>
        RefreshToken.TryParse(refreshToken, out var token)
        && await IsKnownAsync(token.Hash(), cancellationToken)
        && await writer.WriteAccountsAsync(
            async (transaction, ct) =>
            {
                var row = await transaction.Context.RefreshTokens.FindAsync([token.Hash()], ct);
                var session = row is null ? null : await transaction.Context.Sessions.FindAsync([row.SessionId], ct);
                return session is not null && session.ClientId == clientId && await EndAsync(transaction, session, origin, ct);
            },
            cancellationToken);

    public async Task<RefreshTokenDescription?> DescribeAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!RefreshToken.TryParse(refreshToken, out var token))
        {
            return null;
        }

        var (hash, now) = (token.Hash(), time.GetUtcNow());
        return await ReadAsync(
            context => (from row in context.RefreshTokens
                        where row.Hash == hash && row.SpentAt == null && row.ExpiresAt > now
                        join session in context.Sessions on row.SessionId equals session.Id
                        where session.EndedAt == null
                        join user in context.Users on session.UserId equals user.Id
                        where user.IsActive
                        select new RefreshTokenDescription(user.Id, session.Id, session.ClientId, row.IssuedAt, row.ExpiresAt))
                .FirstOrDefaultAsync(cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return ReadAsync<IReadOnlyList<UserSession>>(
            async context =>
            {
                var rows = await context.Sessions.AsNoTracking()
                    .Where(row => row.UserId == userId && row.EndedAt == null && row.ExpiresAt > now)
                    .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
                    .Take(SessionLimits.PerUser).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToSession())];
            },
            cancellationToken);
    }

    public Task<bool> EndAsync(Guid userId, string sessionId, RequestOrigin origin, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync(
            async (transaction, ct) =>
                await transaction.Context.Sessions.FindAsync([sessionId], ct) is { } session
                && session.UserId == userId
                && await EndAsync(transaction, session, origin, ct),
            cancellationToken);

    public Task<int> EndAllAsync(Guid userId, RequestOrigin origin, CancellationToken cancellationToken) =>
        writer.WriteAccountsAsync((transaction, ct) => transaction.EndSessionsAsync(userId, null, origin, ct), cancellationToken);

    private async Task<SessionState?> StartAsync(
        StoreTransaction transaction, SessionRequest request, RefreshToken token, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var (context, now) = (transaction.Context, transaction.Now);
        var user = await context.Users.FindAsync([request.UserId], cancellationToken);
        if (user is not { IsActive: true } || (request.Stamp is { } stamp && stamp != user.Stamp))
        {
            return null;
        }

        await EndOldestAsync(transaction, user.Id, origin, cancellationToken);
        var session = context.Sessions.Add(new SessionRow
        {
            Id = Guid.CreateVersion7(now).ToString(),
            UserId = user.Id,
            ClientId = request.ClientId,
            CreatedAt = now,
            ClientNetwork = origin.ClientNetwork,
        }).Entity;
        var expiresAt = Issue(context, session, token, now);
        await transaction.RecordAsync(
            (origin with { Actor = origin.Actor ?? $"{user.Id}" }).Event(now, SecurityActions.Login, $"{user.Id}", $"by {request.Method}, session {session.Id}"),
            cancellationToken);
        return SessionState.Of(user, session, expiresAt, now);
    }

    private static async ValueTask EndOldestAsync(StoreTransaction transaction, Guid userId, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var now = transaction.Now;
        var tooMany = await transaction.Context.Sessions
            .Where(row => row.UserId == userId && row.EndedAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Skip(SessionLimits.PerUser - 1).ToListAsync(cancellationToken);
        foreach (var row in tooMany)
        {
            await transaction.EndSessionAsync(row, origin, cancellationToken);
        }
    }

    private async Task<(RefreshOutcome Outcome, SessionState? State)> RefreshAsync(
        StoreTransaction transaction, RefreshToken token, RefreshToken next, RefreshRequest request, RequestOrigin origin, CancellationToken cancellationToken)
    {
        var (context, now) = (transaction.Context, transaction.Now);
        var row = await context.RefreshTokens.FindAsync([token.Hash()], cancellationToken);
        var session = row is null ? null : await context.Sessions.FindAsync([row.SessionId], cancellationToken);
        var user = session is null ? null : await context.Users.FindAsync([session.UserId], cancellationToken);
        if (row is null || session is null || user is null)
        {
            return (RefreshOutcome.Invalid, null);
        }

        var facts = new RefreshFacts(row.SpentAt, row.ExpiresAt, session.EndedAt is not null, session.ClientId == request.ClientId, user.IsActive);
        var decision = RefreshRules.Decide(facts, now);
        if (decision is RefreshDecision.Rotate or RefreshDecision.Repeat && request.Scopes?.Except(user.Scopes).Any() is true)
        {
            // A client that asked for too much may ask again: nothing is spent.
            return (RefreshOutcome.ScopeNotGranted, null);
        }

        switch (decision)
        {
            case RefreshDecision.Rotate:
                row.SpentAt = now;
                context.Entry(row).DetectChanges();
                await ForgetOldestAsync(context, session, cancellationToken);
                var expiresAt = Issue(context, session, next, now);
                await transaction.RecordAsync(
                    (origin with { Actor = origin.Actor ?? $"{user.Id}" }).Event(now, SecurityActions.SessionRefreshed, session.Id), cancellationToken);
                return (RefreshOutcome.Refreshed, SessionState.Of(user, session, expiresAt, now));
            case RefreshDecision.Repeat:
                var successor = await context.RefreshTokens.FindAsync([next.Hash()], cancellationToken);

                // Made with another master key: the token was spent, and nobody can make its successor again.
                return successor is null
                    ? (RefreshOutcome.Invalid, null)
                    : (RefreshOutcome.Refreshed, SessionState.Of(user, session, successor.ExpiresAt, now));
            case RefreshDecision.EndSession:
                await transaction.RecordAsync(
                    origin.Event(now, SecurityActions.RefreshTokenReused, session.Id, $"of user {user.Id}", succeeded: false), cancellationToken);
                await transaction.EndSessionAsync(session, origin, cancellationToken);
                return (RefreshOutcome.Reused, null);
            default:
                return (RefreshOutcome.Invalid, null);
        }
    }

    // The session's newest token from now on.
    private DateTimeOffset Issue(MeshDbContext context, SessionRow session, RefreshToken token, DateTimeOffset now)
    {
        session.Generation++;
        session.LastUsedAt = now;
        session.ExpiresAt = RefreshRules.ExpiryOf(session.CreatedAt, _limits, now);
        context.Entry(session).DetectChanges();
        context.RefreshTokens.Add(new RefreshTokenRow
        {
            Hash = token.Hash(),
            SessionId = session.Id,
            Ordinal = session.Generation,
            IssuedAt = now,
            ExpiresAt = session.ExpiresAt,
        });
        return session.ExpiresAt;
    }

    private static async ValueTask ForgetOldestAsync(MeshDbContext context, SessionRow session, CancellationToken cancellationToken)
    {
        var last = session.Generation - SessionLimits.SpentPerSession;
        if (last > 0 && await context.RefreshTokens.FirstOrDefaultAsync(row => row.SessionId == session.Id && row.Ordinal == last, cancellationToken) is { } old)
        {
            context.RefreshTokens.Remove(old);
        }
    }

    private static async ValueTask<bool> EndAsync(
        StoreTransaction transaction, SessionRow session, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (session.EndedAt is not null || session.ExpiresAt <= transaction.Now - SessionLimits.Aftermath)
        {
            return false;
        }

        await transaction.EndSessionAsync(session, origin, cancellationToken);
        return true;
    }

    private async Task<SessionGrant> GrantAsync(
        SessionState state, RefreshToken token, string audience, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var access = await issuer.IssueAsync(
            new AccessTokenClaims
            {
                Subject = $"{state.User.Id}",
                Kind = CallerKind.User,
                Audience = audience,
                SessionId = state.SessionId,
                ClientId = state.ClientId,
                Roles = state.User.Roles,
                Scopes = scopes,
            },
            state.DecidedAt,
            cancellationToken);
        return new SessionGrant
        {
            AccessToken = access,
            RefreshToken = token.Text,
            RefreshTokenExpiresAt = state.RefreshTokenExpiresAt,
            SessionId = state.SessionId,
            UserId = state.User.Id,
            Email = state.User.Email.Value,
            Roles = state.User.Roles,
            Scopes = scopes,
        };
    }

    private Task<bool> IsKnownAsync(string hash, CancellationToken cancellationToken) =>
        ReadAsync(context => context.RefreshTokens.AnyAsync(row => row.Hash == hash, cancellationToken), cancellationToken);

    private Task<T> ReadAsync<T>(Func<MeshDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return await read(context);
        });
}
