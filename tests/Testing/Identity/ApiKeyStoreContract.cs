using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;
using Xunit;

namespace ToskaMesh.Testing.Identity;

/// <summary>What every adapter of <see cref="IApiKeyStore"/> must do.</summary>
public abstract class ApiKeyStoreContract : IAsyncLifetime
{
    private IApiKeyStore? _keys;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private IApiKeyStore Keys => _keys ?? throw new InvalidOperationException("The test has not started.");

    public async ValueTask InitializeAsync() => _keys = await CreateAsync(Time);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store on this clock.</summary>
    protected abstract ValueTask<IApiKeyStore> CreateAsync(FakeTimeProvider time);

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await Keys.FindAsync("nobody", Cancel));

    [Fact]
    public async Task Save_Key_IsFoundAsItWas()
    {
        var key = Key("orders") with
        {
            Services = new HashSet<ServiceName> { ServiceName.Parse("orders"), ServiceName.Parse("billing") },
            Scopes = new HashSet<string> { Scope.OpenRoutes },
            ExpiresAt = Time.GetUtcNow() + TimeSpan.FromDays(1),
        };

        await Keys.SaveAsync(key, Cancel);

        AssertSame(key, await Keys.FindAsync("orders", Cancel));
        Assert.Null(await Keys.FindAsync("ORDERS", Cancel));
    }

    [Fact]
    public async Task Save_SameId_Replaces()
    {
        await Keys.SaveAsync(Key("a") with { Scopes = new HashSet<string> { Scope.OpenRoutes } }, Cancel);
        var later = Key("a") with { Role = Role.Admin };

        await Keys.SaveAsync(later, Cancel);

        AssertSame(later, await Keys.FindAsync("a", Cancel));
        Assert.Single(await Keys.ListAsync(Cancel));
    }

    [Fact]
    public async Task List_Keys_AreInOrderAndNotExpired()
    {
        await Keys.SaveAsync(Key("b"), Cancel);
        await Keys.SaveAsync(Key("a"), Cancel);
        await Keys.SaveAsync(Key("B"), Cancel);
        await Keys.SaveAsync(Key("old") with { ExpiresAt = Time.GetUtcNow() + TimeSpan.FromMinutes(1) }, Cancel);
        Assert.Equal(4, (await Keys.ListAsync(Cancel)).Count);

        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["B", "a", "b"], (await Keys.ListAsync(Cancel)).Select(key => key.Id));
    }

    private static void AssertSame(StoredApiKey expected, StoredApiKey? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Services.OrderBy(name => name.Value), actual.Services.OrderBy(name => name.Value));
        Assert.Equal(expected.Scopes.Order(), actual.Scopes.Order());
        Assert.Equal(expected, actual with { Services = expected.Services, Scopes = expected.Scopes });
    }

    protected StoredApiKey Key(string id) =>
        new() { Id = id, Hash = ApiKey.Generate(id).Hash(), Role = Role.Service, CreatedAt = Time.GetUtcNow() };
}
