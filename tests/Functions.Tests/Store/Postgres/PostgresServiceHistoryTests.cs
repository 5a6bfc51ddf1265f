using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Messaging;
using ToskaMesh.Testing.Messaging;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresServiceHistoryTests : ServiceHistoryContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<IServiceHistory> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Services.GetRequiredService<IServiceHistory>();
    }
}
