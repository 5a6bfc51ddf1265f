using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresSecurityAuditTests : SecurityAuditContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<ISecurityAudit> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return _store.Services.GetRequiredService<ISecurityAudit>();
    }
}
