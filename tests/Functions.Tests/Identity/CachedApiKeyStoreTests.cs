using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class CachedApiKeyStoreTests : ApiKeyStoreContract
{
    private InMemoryApiKeyStore? _store;
    private CachedApiKeyStore? _kept;

    [Fact]
    public async Task Find_SavedElsewhereMeanwhile_IsSeenASecondLater()
    {
        await _store!.SaveAsync(Key("orders"), Cancel);
        var first = await _kept!.FindAsync("orders", Cancel);
        var rotated = Key("orders") with { Hash = Convert.ToBase64String(new byte[32]) };
        await _store.SaveAsync(rotated, Cancel);

        Assert.Equal(first, await _kept.FindAsync("orders", Cancel));
        Time.Advance(BriefReads.Longest);
        Assert.Equal(rotated.Hash, (await _kept.FindAsync("orders", Cancel))!.Hash);
    }

    [Fact]
    public async Task Find_UnknownAndThenSavedElsewhere_IsSeenAtOnce()
    {
        Assert.Null(await _kept!.FindAsync("orders", Cancel));
        await _store!.SaveAsync(Key("orders"), Cancel);
        Assert.NotNull(await _kept.FindAsync("orders", Cancel));
    }

    [Fact]
    public async Task Save_WhatIsKept_CountsAtOnce()
    {
        await _kept!.SaveAsync(Key("orders"), Cancel);
        await _kept.FindAsync("orders", Cancel);
        var rotated = Key("orders") with { Hash = Convert.ToBase64String(new byte[32]) };
        await _kept.SaveAsync(rotated, Cancel);
        Assert.Equal(rotated.Hash, (await _kept.FindAsync("orders", Cancel))!.Hash);
    }

    public override ValueTask DisposeAsync()
    {
        _kept?.Dispose();
        return base.DisposeAsync();
    }

    protected override ValueTask<IApiKeyStore> CreateAsync(FakeTimeProvider time)
    {
        _store = new InMemoryApiKeyStore(time);
        _kept = new CachedApiKeyStore(_store, time);
        return ValueTask.FromResult<IApiKeyStore>(_kept);
    }
}
