using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="IClientStore"/> must do.</summary>
public abstract class ClientStoreContract : IAsyncLifetime
{
    private IClientStore? _clients;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IClientStore Clients => _clients ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _clients = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store on this clock.</summary>
    protected abstract ValueTask<IClientStore> CreateAsync(FakeTimeProvider time);

    /// <summary>Whether the adapter revoked the session.</summary>
    protected abstract Task<bool> IsRevokedAsync(string sessionId);

    [Fact]
    public async Task Add_Client_IsFoundAsItWas()
    {
        var client = Client("orders") with
        {
            Services = new HashSet<ServiceName> { ServiceName.Parse("orders"), ServiceName.Parse("billing") },
            Scopes = new HashSet<string> { Scope.OpenRoutes },
        };

        await Clients.AddAsync(client, Happened("orders"), Cancel);

        var found = await Clients.FindAsync("orders", Cancel);
        Assert.NotNull(found);
        Assert.Equal(client.Services.OrderBy(name => name.Value), found.Services.OrderBy(name => name.Value));
        Assert.Equal(client.Scopes, found.Scopes);
        Assert.Equal(client, found with { Services = client.Services, Scopes = client.Scopes });
        Assert.Null(await Clients.FindAsync("nobody", Cancel));
    }

    [Fact]
    public async Task List_Pages_HaveEachOnceInOrder()
    {
        foreach (var id in new[] { "c", "a", "b" })
        {
            await Clients.AddAsync(Client(id), Happened(id), Cancel);
        }

        var first = await Clients.ListAsync(new PageRequest(2), Cancel);
        var second = await Clients.ListAsync(new PageRequest(2, first.Next), Cancel);

        Assert.Equal(["a", "b", "c"], first.Items.Concat(second.Items).Select(client => client.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Delete_Client_IsGoneAndItsTokensRevoked_Once()
    {
        var client = Client("a");
        await Clients.AddAsync(client, Happened("a"), Cancel);
        Assert.False(await IsRevokedAsync(client.SessionId));

        var deleted = await Task.WhenAll(Clients.DeleteAsync("a", Happened("a"), Cancel), Clients.DeleteAsync("a", Happened("a"), Cancel));

        Assert.Equal([false, true], deleted.Order());
        Assert.Null(await Clients.FindAsync("a", Cancel));
        Assert.True(await IsRevokedAsync(client.SessionId));
    }

    [Fact]
    public async Task RenewSession_OfTheClient_RevokesTheOldOneOnly_Once()
    {
        var client = Client("a");
        await Clients.AddAsync(client, Happened("a"), Cancel);

        Assert.True(await Clients.RenewSessionAsync("a", client.SessionId, Happened("a"), Cancel));
        Assert.False(await Clients.RenewSessionAsync("a", client.SessionId, Happened("a"), Cancel));

        var next = (await Clients.FindAsync("a", Cancel))!.SessionId;
        Assert.NotEqual(client.SessionId, next);
        Assert.True(await IsRevokedAsync(client.SessionId));
        Assert.False(await IsRevokedAsync(next));
    }

    [Fact]
    public async Task Find_IdThatIsNone_IsNull() => Assert.Null(await Clients.FindAsync("a\0", Cancel));

    private StoredClient Client(string id) => new()
    {
        Id = id,
        Name = $"the client {id}",
        SecretHash = ClientSecret.Generate().Hash(),
        Role = Role.Service,
        SessionId = $"session-{id}",
        CreatedAt = Time.GetUtcNow(),
    };

    private SecurityEvent Happened(string id) => RequestOrigin.None.Event(Time.GetUtcNow(), SecurityActions.ClientCreated, id);
}
