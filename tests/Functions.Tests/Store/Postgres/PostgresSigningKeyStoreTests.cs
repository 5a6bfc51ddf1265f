using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresSigningKeyStoreTests : SigningKeyStoreContract
{
    private PostgresDatabase? _database;
    private MeshStoreUnderTest? _store;

    [Fact]
    public async Task Step_ByTwoAppsAtOnce_MakesOneKey()
    {
        await using var other = await _database!.OpenAsync(Time);
        ISigningKeyStore[] apps = [Keys, other.Services.GetRequiredService<ISigningKeyStore>()];

        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Task.Run(() => apps[i % 2].StepAsync(RotationPolicy.Default, Generate, Cancel), Cancel)));

        Assert.Single(changes, changed => changed);
        Assert.Equal((await apps[0].ListAsync(Cancel)).Single().Key, (await apps[1].ListAsync(Cancel)).Single().Key);
    }

    public override async ValueTask DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? default);
        await (_database?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    protected override async ValueTask<(ISigningKeyStore Keys, ISecurityAudit Audit)> CreateAsync(FakeTimeProvider time)
    {
        _database = await PostgresDatabase.CreateAsync();
        _store = await _database.OpenAsync(time);
        return (_store.Services.GetRequiredService<ISigningKeyStore>(), _store.Services.GetRequiredService<ISecurityAudit>());
    }
}
