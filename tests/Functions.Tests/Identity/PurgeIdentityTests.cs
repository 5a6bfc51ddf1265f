using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Testing;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class PurgeIdentityTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private MeshStoreUnderTest _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, _time);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Run_ForgetsSessionsWhoseTokensExpired_AndTheAuditBeyondItsRetention()
    {
        await _store.Writer.WriteAsync(StoreKeys.None, WriteAsync, Cancel);
        var purge = Purge();

        await purge.RunAsync(Cancel);
        Assert.Equal((1, 1), await CountAsync());
        _time.Advance(TimeSpan.FromMinutes(12));
        await purge.RunAsync(Cancel);
        Assert.Equal((0, 1), await CountAsync());
        _time.Advance(EfSecurityAudit.Retention);
        await purge.RunAsync(Cancel);
        Assert.Equal((0, 0), await CountAsync());
    }

    [Fact]
    public async Task Run_MoreAuditThanOnePurgeForgets_IsGoneInOneTick()
    {
        await _store.Writer.WriteAsync(StoreKeys.None, WriteManyAsync, Cancel);
        _time.Advance(EfSecurityAudit.Retention + TimeSpan.FromMinutes(1));

        await Purge().RunAsync(Cancel);

        Assert.Equal(0, (await CountAsync()).Audit);
    }

    [Fact]
    public async Task Run_AuditWithoutEnd_TakesBoundedTurns_AndGoesOnWithTheNextTick()
    {
        var audit = new EndlessAudit();
        var purge = new PurgeIdentity(_store.Services.GetRequiredService<IRevokedSessions>(), audit, _time);

        await purge.RunAsync(Cancel);
        Assert.Equal(PurgeIdentity.MaxPurges, audit.Purges);
        await purge.RunAsync(Cancel);
        Assert.Equal(2 * PurgeIdentity.MaxPurges, audit.Purges);
    }

    private PurgeIdentity Purge() => new(
        _store.Services.GetRequiredService<IRevokedSessions>(), _store.Services.GetRequiredService<ISecurityAudit>(), _time);

    private Task<bool> WriteManyAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        for (var i = 0; i < (2 * EfSecurityAudit.PurgeLimit) + 1; i++)
        {
            transaction.Context.SecurityEvents.Add(SecurityEventRow.From(
                new RequestOrigin(null).Event(_time.GetUtcNow(), SecurityActions.Login, $"{i}", succeeded: false)));
        }

        return Task.FromResult(true);
    }

    private async Task<bool> WriteAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.RevokeAsync("s", cancellationToken);
        var happened = new SecurityEvent
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()),
            At = _time.GetUtcNow(),
            Action = SecurityActions.SessionEnded,
            Succeeded = true,
            Target = "s",
        };
        await transaction.RecordAsync(happened, cancellationToken);
        return true;
    }

    private async Task<(int Sessions, int Audit)> CountAsync()
    {
        await using var context = _store.Open();
        return (await context.RevokedSessions.CountAsync(Cancel), await context.SecurityEvents.CountAsync(Cancel));
    }
}
