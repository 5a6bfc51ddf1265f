using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using ToskaMesh.Functions.Store.Postgres;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

public sealed class PostgresStoreGateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnsureReady_EmptyDatabase_IsRefusedUntilItIsMigrated()
    {
        await using var database = await PostgresDatabase.CreateEmptyAsync();
        await using var store = Store(database.ConnectionString);

        Assert.Contains("toska migrate", await RefusalAsync(store), StringComparison.Ordinal);
        Assert.Contains("toska migrate", await store.Health.CheckAsync(Cancel), StringComparison.Ordinal);

        Assert.NotEmpty(await PostgresDatabase.MigrateAsync(database.ConnectionString));
        _time.Advance(TimeSpan.FromSeconds(1));
        await store.Gate.EnsureReadyAsync(Cancel);

        Assert.Null(await store.Health.CheckAsync(Cancel));
        Assert.Empty(await PostgresDatabase.MigrateAsync(database.ConnectionString));
    }

    [Fact]
    public async Task Migrate_ManyAtOnce_AreAllDoneByOne()
    {
        await using var database = await PostgresDatabase.CreateEmptyAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => Task.Run(() => PostgresDatabase.MigrateAsync(database.ConnectionString), Cancel)));

        Assert.Single(applied, migrations => migrations.Count > 0);
    }

    [Fact]
    public async Task EnsureReady_StoreOfANewerBuild_IsRefused()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using (var newer = await database.OpenAsync(_time))
        {
            await using var context = newer.Open();
            await context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""", Cancel);
        }

        await using var older = Store(database.ConnectionString);

        Assert.Contains("newer build", await RefusalAsync(older), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureReady_NobodyListens_SaysWhatToCheck()
    {
        await using var store = Store($"Host=127.0.0.1;Port={FreePort.Next()};Database=mesh;Username=mesh;Password=secret");

        var refusal = await RefusalAsync(store);

        Assert.Contains("Mesh:Postgres", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureReady_NoSuchDatabase_SaysToCreateIt()
    {
        await using var database = await PostgresDatabase.CreateEmptyAsync();
        var other = $"{database.ConnectionString}_not";
        await using var store = Store(other);

        Assert.Contains("toska migrate", await RefusalAsync(store), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresDatabase.MigrateAsync(other));
        Assert.Contains("does not exist: create it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ReadOnlyDatabase_IsNoticedAndWritesAreRefused()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var store = await database.OpenAsync(_time);
        await using (var context = store.Open())
        {
            await context.Database.ExecuteSqlRawAsync(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$", Cancel);
        }

        store.Services.GetRequiredService<PostgresConnection>().Source.Clear();

        Assert.Contains("read-only", await store.Health.CheckAsync(Cancel), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.Registry.RegisterAsync(Registrations.Of("orders", "o-1"), Callers.Admin, Cancel));
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_DatabaseReplacedWhileInUse_IsNoticed()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var store = await database.OpenAsync(_time);
        await using (var context = store.Open())
        {
            await context.State.ExecuteUpdateAsync(set => set.SetProperty(state => state.StoreId, Guid.NewGuid()), Cancel);
        }

        Assert.Contains("replaced", await store.Health.CheckAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_Given_WinsWhereNoPoolerCares()
    {
        var completed = new NpgsqlConnectionStringBuilder(
            PostgresConnection.Complete("Host=h;Database=d;MaxPoolSize=3;Command Timeout=9;No Reset On Close=false;Max Auto Prepare=7"));

        Assert.Equal(("h", "d", 3, 9), (completed.Host, completed.Database, completed.MaxPoolSize, completed.CommandTimeout));
        Assert.Equal((true, 0, 5), (completed.NoResetOnClose, completed.MaxAutoPrepare, completed.Timeout));
    }

    [Theory]
    [InlineData("", "is not set")]
    [InlineData("Host=h", "names no host or no database")]
    [InlineData("Database=d;Password=secret", "names no host or no database")]
    [InlineData("Password=secret;Nonsense=1", "is no connection string")]
    [InlineData("Host=h;Database=d;Port=secret", "is no connection string")]
    public void Options_Unusable_SayWhatToSetAndNoSecret(string connectionString, string fault)
    {
        var result = new PostgresOptionsValidator().Validate(null, new PostgresOptions { ConnectionString = connectionString });

        Assert.Contains($"Mesh:Postgres {fault}", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    private MeshStoreUnderTest Store(string connectionString) => new(Path.GetTempPath(), _time, PostgresDatabase.SettingsOf(connectionString));

    private static async Task<string> RefusalAsync(MeshStoreUnderTest store) =>
        (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Gate.EnsureReadyAsync(Cancel).AsTask())).Message;
}
