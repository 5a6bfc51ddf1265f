using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Testing.Observations;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresGatewayReportsTests : GatewayReportsContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<ReportsUnderTest> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Reports;
    }
}
