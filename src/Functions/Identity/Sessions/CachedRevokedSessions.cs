using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Sessions;

namespace ToskaMesh.Functions.Identity.Sessions;

/// <summary>
/// Keeps the answer for a moment, since every request with a token asks. What this process revoked counts at once, what
/// another did within <see cref="BriefReads.Longest"/>. Only verified tokens are asked about, so nobody fills the cache
/// with made-up sessions.
/// </summary>
internal sealed class CachedRevokedSessions(IRevokedSessions sessions, StoreGenerations generations, TimeProvider time) : IRevokedSessions, IDisposable
{
    private readonly BriefReads _reads = new(time);

    public async Task<bool> IsRevokedAsync(string sessionId, CancellationToken cancellationToken) =>
        await _reads.GetAsync(
            $"{generations.Of(StoreTopic.RevokedSessions)} {sessionId}",
            token => sessions.IsRevokedAsync(sessionId, token),
            (_, _) => null,
            cancellationToken);

    public Task<IReadOnlyList<RevokedSession>> ListAsync(CancellationToken cancellationToken) => sessions.ListAsync(cancellationToken);

    public Task PurgeAsync(CancellationToken cancellationToken) => sessions.PurgeAsync(cancellationToken);

    public void Dispose() => _reads.Dispose();
}
