using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Identity.Sessions;

/// <summary>On the store as the app composes it: what is revoked in a transaction of this process, and in another's.</summary>
public sealed class CachedRevokedSessionsTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private MeshStoreUnderTest _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IRevokedSessions Sessions => _store.Services.GetRequiredService<IRevokedSessions>();

    public async ValueTask InitializeAsync() => _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task RevokedHere_CountsAtOnce()
    {
        Assert.False(await Sessions.IsRevokedAsync("s", Cancel));

        await _store.Writer.WriteAsync(StoreKeys.None, RevokeAsync, Cancel);

        Assert.True(await Sessions.IsRevokedAsync("s", Cancel));
        Assert.False(await Sessions.IsRevokedAsync("other", Cancel));
    }

    [Fact]
    public async Task RevokedElsewhere_CountsWithinASecond()
    {
        Assert.False(await Sessions.IsRevokedAsync("s", Cancel));
        await using (var context = _store.Open())
        {
            context.RevokedSessions.Add(new RevokedSessionRow { SessionId = "s", Until = _time.GetUtcNow() + TimeSpan.FromMinutes(12) });
            await context.SaveChangesAsync(Cancel);
        }

        _time.Advance(BriefReads.Longest);

        Assert.True(await Sessions.IsRevokedAsync("s", Cancel));
    }

    [Fact]
    public async Task StoreThatIsGone_NeverSaysNo()
    {
        using var sessions = new CachedRevokedSessions(new GoneSessions(), new StoreGenerations(), _time);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => sessions.IsRevokedAsync("s", Cancel));
    }

    private static async Task<bool> RevokeAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.RevokeAsync("s", cancellationToken);
        return true;
    }

    private sealed class GoneSessions : IRevokedSessions
    {
        public Task<bool> IsRevokedAsync(string sessionId, CancellationToken cancellationToken) => throw new StoreUnavailableException();

        public Task<IReadOnlyList<RevokedSession>> ListAsync(CancellationToken cancellationToken) => throw new StoreUnavailableException();

        public Task PurgeAsync(CancellationToken cancellationToken) => throw new StoreUnavailableException();
    }
}
