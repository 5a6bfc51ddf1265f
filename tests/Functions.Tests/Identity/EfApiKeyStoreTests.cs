using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class EfApiKeyStoreTests : ApiKeyStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

    [Fact]
    public async Task Save_MoreThanAreEverPublished_IsRefused_AndReplacingIsNot()
    {
        await using (var context = _store!.Open())
        {
            context.ApiKeys.AddRange(Enumerable.Range(0, StoredApiKey.MaxCount)
                .Select(i => new ApiKeyRow { Id = $"k{i}", Hash = "", ExpiresAt = i == 0 ? Time.GetUtcNow() + TimeSpan.FromMinutes(1) : null }));
            await context.SaveChangesAsync(Cancel);
        }

        await _store.ApiKeys.SaveAsync(Key("k5"), Cancel);
        await Assert.ThrowsAsync<TooManyApiKeysException>(() => _store.ApiKeys.SaveAsync(Key("one-more"), Cancel));
        Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ApiKeys.SaveAsync(Key("one-more"), Cancel);

        Assert.Contains(await _store.ApiKeys.ListAsync(Cancel), key => key.Id == "one-more");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _directory.Dispose();
        await base.DisposeAsync();
    }

    protected override async ValueTask<IApiKeyStore> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.ApiKeys;
    }
}
