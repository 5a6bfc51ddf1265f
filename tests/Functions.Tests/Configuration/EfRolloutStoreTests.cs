using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Configuration;

namespace ToskaMesh.Functions.Tests.Configuration;

public sealed class EfRolloutStoreTests : RolloutStoreContract
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

    protected override async ValueTask<RolloutStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return _store.Rollouts;
    }
}
