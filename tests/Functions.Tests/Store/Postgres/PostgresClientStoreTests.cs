using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Clients;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresClientStoreTests : ClientStoreContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<IClientStore> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Services.GetRequiredService<IClientStore>();
    }

    protected override Task<bool> IsRevokedAsync(string sessionId) =>
        _store!.Services.GetRequiredService<IRevokedSessions>().IsRevokedAsync(sessionId, Cancel);
}
