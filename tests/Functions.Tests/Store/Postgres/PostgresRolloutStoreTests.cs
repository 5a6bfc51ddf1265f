using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Configuration;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresRolloutStoreTests : RolloutStoreContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<RolloutStoreUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Rollouts;
    }
}
