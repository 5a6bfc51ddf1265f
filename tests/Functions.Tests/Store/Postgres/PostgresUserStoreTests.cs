using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Users;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresUserStoreTests : UserStoreContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<IUserStore> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Services.GetRequiredService<IUserStore>();
    }
}
