using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Store;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Login;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Shared.Registry;
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
        var purge = Purge(requiresConfirmedEmail: true);

        await purge.RunAsync(Cancel);
        Assert.Equal((1, 1), await CountAsync());
        _time.Advance(TimeSpan.FromMinutes(12));
        await purge.RunAsync(Cancel);
        Assert.Equal((0, 1), await CountAsync());
        _time.Advance(EfSecurityAudit.Retention);
        await purge.RunAsync(Cancel);
        Assert.Equal((0, 0), await CountAsync());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Run_ForgetsUnconfirmedRegistrations_WhereThoseCannotSignIn(bool requiresConfirmedEmail, int left)
    {
        var users = _store.Services.GetRequiredService<IUserStore>();
        var user = new User
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()),
            Email = EmailAddress.Parse("ada@example.org"),
            FullName = "Ada",
            CreatedAt = _time.GetUtcNow(),
        };
        await users.AddAsync(new NewUser { User = user }, Cancel);
        var purge = Purge(requiresConfirmedEmail);

        _time.Advance(UserRules.UnclaimedLifetime);
        await purge.RunAsync(Cancel);
        Assert.NotNull(await users.FindAsync(user.Id, Cancel));
        _time.Advance(TimeSpan.FromMinutes(1));
        await purge.RunAsync(Cancel);

        Assert.Equal(left, (await users.ListAsync(null, PageRequest.First, Cancel)).Items.Count);
    }

    [Fact]
    public async Task Run_MoreAuditThanOnePurgeForgets_IsGoneInOneTick()
    {
        await _store.Writer.WriteAsync(StoreKeys.None, WriteManyAsync, Cancel);
        _time.Advance(EfSecurityAudit.Retention + TimeSpan.FromMinutes(1));

        await Purge(requiresConfirmedEmail: true).RunAsync(Cancel);

        Assert.Equal(0, (await CountAsync()).Audit);
    }

    [Fact]
    public async Task Run_AuditWithoutEnd_TakesBoundedTurns_AndGoesOnWithTheNextTick()
    {
        var audit = new EndlessAudit();
        var purge = Purge(requiresConfirmedEmail: true, audit);

        await purge.RunAsync(Cancel);
        Assert.Equal(PurgeIdentity.MaxPurges, audit.Purges);
        await purge.RunAsync(Cancel);
        Assert.Equal(2 * PurgeIdentity.MaxPurges, audit.Purges);
    }

    private PurgeIdentity Purge(bool requiresConfirmedEmail, ISecurityAudit? audit = null) => new(
        _store.Services.GetRequiredService<IRevokedSessions>(),
        audit ?? _store.Services.GetRequiredService<ISecurityAudit>(),
        _store.Services.GetRequiredService<IUserStore>(),
        new SignInPolicy(requiresConfirmedEmail),
        _time);

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
