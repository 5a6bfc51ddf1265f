using ToskaMesh.Functions.Tests.Messaging;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresMessageRetentionTests : EfMessageRetentionContract
{
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_database?.DisposeAsync() ?? default);
    }

    private protected override async Task<MeshStoreUnderTest> OpenAsync(TimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        return await _database.OpenAsync(time);
    }
}
