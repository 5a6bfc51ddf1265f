using Microsoft.Extensions.Time.Testing;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresStoreWriterTests : StoreWriterContract
{
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_database?.DisposeAsync() ?? default);
    }

    private protected override async Task<MeshStoreUnderTest> OpenAsync(FakeTimeProvider time, KeyValuePair<string, string?> settings)
    {
        _database = await PostgresDatabase.CreateAsync();
        return await _database.OpenAsync(time, settings);
    }
}
