using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>A migrated database of one test on the server of all; a copy of one that was migrated once.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MigrateTemplateAsync);

    private readonly PostgresServer _server;

    private PostgresDatabase(PostgresServer server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    public string ConnectionString { get; }

    public static KeyValuePair<string, string?>[] SettingsOf(string connectionString) =>
        [new("Mesh:Profile", "local"), new("Mesh:Postgres", connectionString)];

    public static async Task<PostgresDatabase> CreateAsync()
    {
        var server = await SharedServer.OfAsync<FastPostgresServer>();
        return new PostgresDatabase(server, await server.CreateDatabaseAsync(await Template.Value));
    }

    public static async Task<PostgresDatabase> CreateEmptyAsync()
    {
        var server = await SharedServer.OfAsync<FastPostgresServer>();
        return new PostgresDatabase(server, await server.CreateDatabaseAsync());
    }

    /// <summary>The store of an app of its own on it.</summary>
    public Task<MeshStoreUnderTest> OpenAsync(TimeProvider time, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        MeshStoreUnderTest.OpenAsync(Path.GetTempPath(), time, [.. SettingsOf(ConnectionString), .. settings]);

    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString)
    {
        await using var store = new MeshStoreUnderTest(Path.GetTempPath(), TimeProvider.System, SettingsOf(connectionString));
        return await store.Services.GetRequiredService<IMigration>().RunAsync(CancellationToken.None);
    }

    /// <summary>Waits until a transaction of this database waits for another's lock.</summary>
    public async Task SomebodyWaitsAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
        await Eventually.TrueAsync(async () => await command.ExecuteScalarAsync() is true, "a transaction waits for a lock");
    }

    public async ValueTask DisposeAsync() => await _server.DropDatabaseAsync(ConnectionString);

    // No connection may be left in a pool: a database that is in use is no template.
    private static async Task<string> MigrateTemplateAsync()
    {
        var server = await SharedServer.OfAsync<FastPostgresServer>();
        var connectionString = await server.CreateDatabaseAsync();
        await MigrateAsync($"{connectionString};Pooling=false");
        return connectionString[(connectionString.LastIndexOf('=') + 1)..];
    }
}
