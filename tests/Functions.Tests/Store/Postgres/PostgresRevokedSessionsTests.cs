using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Sessions;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresRevokedSessionsTests : RevokedSessionsContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<IRevokedSessions> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Services.GetRequiredService<IRevokedSessions>();
    }

    protected override Task RevokeAsync(string sessionId) => _store!.Writer.WriteAsync(
        StoreKeys.Nothing,
        async (transaction, ct) =>
        {
            await transaction.RevokeAsync(sessionId, ct);
            return true;
        },
        Cancel);
}
