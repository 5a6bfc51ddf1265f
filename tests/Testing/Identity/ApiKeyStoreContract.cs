using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
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
            RetiredHashes = ["first", "second"],
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

    [Fact]
    public async Task ListPage_AllKeys_ComeOnceInOrder_EndedOnesToo()
    {
        foreach (var id in new[] { "c", "a", "b" })
        {
            await Keys.SaveAsync(Key(id) with { ExpiresAt = id == "b" ? Time.GetUtcNow() : null }, Cancel);
        }

        var first = await Keys.ListAsync(new PageRequest(2), Cancel);
        var second = await Keys.ListAsync(new PageRequest(2, first.Next), Cancel);

        Assert.Equal(["a", "b"], first.Items.Select(key => key.Id));
        Assert.Equal(["c"], second.Items.Select(key => key.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Rotate_Key_KeepsThePreviousSecretForTheOverlap()
    {
        var key = Key("ci") with { Name = "ci", Role = Role.Admin };
        await Keys.AddAsync(key, Happened("ci"), Cancel);

        var rotated = await Keys.RotateAsync("ci", "second", TimeSpan.FromHours(1), Happened("ci"), Cancel);
        var again = await Keys.RotateAsync("ci", "third", TimeSpan.FromHours(1), Happened("ci"), Cancel);

        Assert.Equal(("second", key.Hash, Time.GetUtcNow() + TimeSpan.FromHours(1)), (rotated!.Hash, rotated.PreviousHash, rotated.PreviousUntil));
        Assert.Equal(("third", "second"), (again!.Hash, again.PreviousHash));
        AssertSame(again, await Keys.FindAsync("ci", Cancel));
    }

    [Fact]
    public async Task Rotate_UnknownExpiredOrOfTheSettings_IsNull()
    {
        await Keys.SaveAsync(Key("settings") with { Origin = ApiKeyOrigin.Settings }, Cancel);
        await Keys.SaveAsync(Key("old") with { ExpiresAt = Time.GetUtcNow() }, Cancel);

        foreach (var id in new[] { "nobody", "settings", "old" })
        {
            Assert.Null(await Keys.RotateAsync(id, "next", TimeSpan.Zero, Happened(id), Cancel));
        }
    }

    [Fact]
    public async Task Delete_MadeKey_IsGone()
    {
        await Keys.SaveAsync(Key("a"), Cancel);

        Assert.Equal(ApiKeyDeletion.Done, await Keys.DeleteAsync("a", Happened("a"), Cancel));
        Assert.Equal(ApiKeyDeletion.Unknown, await Keys.DeleteAsync("a", Happened("a"), Cancel));
        Assert.Null(await Keys.FindAsync("a", Cancel));
    }

    [Fact]
    public async Task Delete_KeyOfTheSettings_StaysExpired()
    {
        await Keys.SaveAsync(Key("a") with { Origin = ApiKeyOrigin.Settings }, Cancel);

        Assert.Equal(ApiKeyDeletion.Done, await Keys.DeleteAsync("a", Happened("a"), Cancel));
        await Keys.ConfirmAsync("a", (await Keys.FindAsync("a", Cancel))!.Hash, Cancel);

        Assert.True((await Keys.FindAsync("a", Cancel))!.IsExpired(Time.GetUtcNow()));
        Assert.Equal(ApiKeyDeletion.Unknown, await Keys.DeleteAsync("a", Happened("a"), Cancel));
        Assert.Empty(await Keys.ListAsync(Cancel));
    }

    [Fact]
    public async Task Delete_KeyOfTheSettings_RemembersItsSecrets()
    {
        var key = Key("a") with { Origin = ApiKeyOrigin.Settings };
        var next = ApiKey.Generate("a").Hash();
        await Keys.SaveAsync(ApiKeyRules.Rotate(key, next, TimeSpan.FromHours(1), Time.GetUtcNow()), Cancel);

        await Keys.DeleteAsync("a", Happened("a"), Cancel);

        var deleted = await Keys.FindAsync("a", Cancel);
        Assert.Equal((next, key.Hash), (deleted!.Hash, Assert.Single(deleted.RetiredHashes)));
    }

    [Fact]
    public async Task DeleteAbandoned_AsksAgainWhetherItIs()
    {
        await Keys.SaveAsync(Key("a") with { Origin = ApiKeyOrigin.Settings, ConfirmedAt = Time.GetUtcNow() }, Cancel);
        Time.Advance(ApiKeyRules.ConfirmedFor);
        await Keys.ConfirmAsync("a", (await Keys.FindAsync("a", Cancel))!.Hash, Cancel);

        Assert.Equal(ApiKeyDeletion.Confirmed, await Keys.DeleteAbandonedAsync("a", hasBootstrap: true, Happened("a"), Cancel));
        Assert.False((await Keys.FindAsync("a", Cancel))!.IsExpired(Time.GetUtcNow()));

        Time.Advance(ApiKeyRules.ConfirmedFor);
        Assert.Equal(ApiKeyDeletion.Done, await Keys.DeleteAbandonedAsync("a", hasBootstrap: true, Happened("a"), Cancel));
    }

    [Fact]
    public async Task Find_IdThatIsNone_IsNull() => Assert.Null(await Keys.FindAsync("a\0", Cancel));

    [Fact]
    public async Task Delete_LastAdmin_IsRefused_AlsoWhenTwoAreDeletedAtOnce()
    {
        await Keys.SaveAsync(Key("a") with { Role = Role.Admin }, Cancel);
        await Keys.SaveAsync(Key("b") with { Role = Role.Admin }, Cancel);
        await Keys.SaveAsync(Key("for-a-while") with { Role = Role.Admin, ExpiresAt = Time.GetUtcNow() + TimeSpan.FromDays(1) }, Cancel);

        var outcomes = await Task.WhenAll(Keys.DeleteAsync("a", Happened("a"), Cancel), Keys.DeleteAsync("b", Happened("b"), Cancel));

        Assert.Equal([ApiKeyDeletion.Done, ApiKeyDeletion.LastAdmin], outcomes.Order());
        Assert.Equal(ApiKeyDeletion.Done, await Keys.DeleteAsync("for-a-while", Happened("for-a-while"), Cancel));
    }

    [Fact]
    public async Task NoteUse_WithinTheHour_KeepsTheFirst()
    {
        await Keys.SaveAsync(Key("a"), Cancel);
        var first = Time.GetUtcNow();

        await Keys.NoteUseAsync("a", Cancel);
        Time.Advance(ApiKeyRules.UseGrain / 2);
        await Keys.NoteUseAsync("a", Cancel);
        Assert.Equal(first, (await Keys.FindAsync("a", Cancel))!.LastUsedAt);

        Time.Advance(ApiKeyRules.UseGrain / 2);
        await Keys.NoteUseAsync("a", Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first + ApiKeyRules.UseGrain, (await Keys.FindAsync("a", Cancel))!.LastUsedAt);
    }

    [Fact]
    public async Task Confirm_SameSecretOnly_IsNoted()
    {
        var key = Key("a") with { Origin = ApiKeyOrigin.Settings };
        await Keys.SaveAsync(key, Cancel);

        await Keys.ConfirmAsync("a", "another", Cancel);
        Assert.Null((await Keys.FindAsync("a", Cancel))!.ConfirmedAt);

        Time.Advance(TimeSpan.FromSeconds(2));
        await Keys.ConfirmAsync("a", key.Hash, Cancel);
        Assert.Equal(Time.GetUtcNow(), (await Keys.FindAsync("a", Cancel))!.ConfirmedAt);
    }

    [Fact]
    public async Task Purge_LongExpired_ForgetsThoseThatWereMade()
    {
        await Keys.SaveAsync(Key("made") with { ExpiresAt = Time.GetUtcNow() }, Cancel);
        await Keys.SaveAsync(Key("seeded") with { ExpiresAt = Time.GetUtcNow(), Origin = ApiKeyOrigin.Settings }, Cancel);
        await Keys.PurgeAsync(Cancel);
        Assert.Equal(2, (await Keys.ListAsync(PageRequest.First, Cancel)).Items.Count);

        Time.Advance(ApiKeyRules.Retention);
        await Keys.PurgeAsync(Cancel);

        Assert.Equal(["seeded"], (await Keys.ListAsync(PageRequest.First, Cancel)).Items.Select(key => key.Id));
    }

    private SecurityEvent Happened(string id) => RequestOrigin.None.Event(Time.GetUtcNow(), SecurityActions.ApiKeyRevoked, id);

    private static void AssertSame(StoredApiKey expected, StoredApiKey? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Services.OrderBy(name => name.Value), actual.Services.OrderBy(name => name.Value));
        Assert.Equal(expected.Scopes.Order(), actual.Scopes.Order());
        Assert.Equal(expected.RetiredHashes, actual.RetiredHashes);
        Assert.Equal(expected, actual with { Services = expected.Services, Scopes = expected.Scopes, RetiredHashes = expected.RetiredHashes });
    }

    protected StoredApiKey Key(string id) =>
        new() { Id = id, Hash = ApiKey.Generate(id).Hash(), Role = Role.Service, CreatedAt = Time.GetUtcNow() };
}
