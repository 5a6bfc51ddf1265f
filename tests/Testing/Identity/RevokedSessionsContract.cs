using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Tokens;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="IRevokedSessions"/> must do.</summary>
public abstract class RevokedSessionsContract : IAsyncLifetime
{
    // As long as a token of the session may be accepted by anybody.
    private static readonly TimeSpan Remembered = AccessTokenClaims.Lifetime + AccessTokenClaims.ClockSkew + AccessTokenClaims.ClockSkew;

    private IRevokedSessions? _sessions;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IRevokedSessions Sessions => _sessions ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _sessions = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>None is revoked yet.</summary>
    protected abstract ValueTask<IRevokedSessions> CreateAsync(FakeTimeProvider time);

    /// <summary>Ends the session now.</summary>
    protected abstract Task RevokeAsync(string sessionId);

    [Fact]
    public async Task IsRevoked_AtOnce_OfThatSessionOnly()
    {
        Assert.False(await Sessions.IsRevokedAsync("a", Cancel));

        await RevokeAsync("a");

        Assert.True(await Sessions.IsRevokedAsync("a", Cancel));
        Assert.False(await Sessions.IsRevokedAsync("A", Cancel));
    }

    [Fact]
    public async Task List_Revoked_IsInOrderUntilTheirTimeIsOver()
    {
        var now = Time.GetUtcNow();
        await RevokeAsync("b");
        await RevokeAsync("a");
        await RevokeAsync("b");

        Assert.Equal([new RevokedSession("a", now + Remembered), new RevokedSession("b", now + Remembered)], await Sessions.ListAsync(Cancel));
        Time.Advance(Remembered);
        Assert.Empty(await Sessions.ListAsync(Cancel));
    }

    [Fact]
    public async Task Purge_BeforeAndAfterTheirTime_ForgetsOnlyAfter()
    {
        await RevokeAsync("a");
        await Sessions.PurgeAsync(Cancel);
        Assert.Single(await Sessions.ListAsync(Cancel));

        Time.Advance(Remembered);
        await Sessions.PurgeAsync(Cancel);

        Assert.False(await Sessions.IsRevokedAsync("a", Cancel));
    }
}
