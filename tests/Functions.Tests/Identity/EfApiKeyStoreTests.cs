using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class EfApiKeyStoreTests : ApiKeyStoreContract
{
    private readonly TemporaryDirectory _directory = new();
    private MeshStoreUnderTest? _store;

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
