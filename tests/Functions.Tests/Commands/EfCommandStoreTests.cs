using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Tests.Store;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Commands;

namespace ToskaMesh.Functions.Tests.Commands;

public sealed class EfCommandStoreTests : CommandStoreContract
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

    protected override async ValueTask<CommandStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _store = await MeshStoreUnderTest.OpenAsync(_directory.Path, time);
        return new CommandStoreUnderTest(_store.Commands, _store.Outbox);
    }
}
