using System.Collections.Concurrent;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Testing.Identity;

/// <summary>Revoked sessions in memory.</summary>
public sealed class InMemoryRevokedSessions(TimeProvider time) : IRevokedSessions
{
    private readonly ConcurrentDictionary<string, RevokedSession> _sessions = new(StringComparer.Ordinal);

    public void Add(RevokedSession session) => _sessions[session.SessionId] = session;

    public Task<bool> IsRevokedAsync(string sessionId, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.TryGetValue(sessionId, out var session) && session.Until > time.GetUtcNow());

    public Task<IReadOnlyList<RevokedSession>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RevokedSession>>(
        [.. _sessions.Values.Where(session => session.Until > time.GetUtcNow()).OrderBy(session => session.SessionId, StringComparer.Ordinal)]);

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        foreach (var session in _sessions.Values.Where(session => session.Until <= time.GetUtcNow()))
        {
            _sessions.TryRemove(session.SessionId, out _);
        }

        return Task.CompletedTask;
    }
}
