using System.Globalization;
using Npgsql;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>A renewed lease costs one new version of its row and no index entry, and the table does not grow by it.</summary>
public sealed class LeaseRenewalTests
{
    private const int Instances = 500;

    // More by hand: TOSKA_TEST_RENEWALS=1000000.
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("TOSKA_TEST_RENEWALS") ?? "20000", CultureInfo.InvariantCulture) / Instances;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Heartbeats_Many_AreHotAndLeaveTheTableAsLarge()
    {
        // A server of its own: what runs in another database keeps dead rows from being taken away, too.
        await using var server = new PostgresServer();
        await server.StartAsync();
        var connectionString = await server.CreateDatabaseAsync();
        await PostgresDatabase.MigrateAsync(connectionString);
        await using var store = await MeshStoreUnderTest.OpenAsync(Path.GetTempPath(), TimeProvider.System, PostgresDatabase.SettingsOf(connectionString));
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await Task.WhenAll(Enumerable.Range(0, Instances).Select(
            i => store.Registry.RegisterAsync(Registrations.Of("orders", $"o-{i}", 5000 + i), Callers.Admin, Cancel)));
        await BeatAsync(store);
        var (updatedBefore, hotBefore, sizeBefore) = await MeasureAsync(source, updates: Instances);

        var written = await WrittenAsync(source);
        for (var round = 0; round < Rounds; round++)
        {
            await BeatAsync(store);
        }

        var (updated, hot, size) = await MeasureAsync(source, updates: updatedBefore + (Instances * Rounds));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{updated - updatedBefore} renewals: table {sizeBefore} to {size} bytes, write-ahead log {await WrittenAsync(source) - written} bytes");
        var share = (double)(hot - hotBefore) / (updated - updatedBefore);
        Assert.True(share > 0.95, $"Only {share:P1} of {updated - updatedBefore} updates were HOT.");
        Assert.True(size <= sizeBefore * 2, $"The table grew from {sizeBefore} to {size} bytes.");
    }

    private static Task<WriteResult[]> BeatAsync(MeshStoreUnderTest store) =>
        Task.WhenAll(Enumerable.Range(0, Instances).Select(
            i => store.Registry.HeartbeatAsync(InstanceId.Parse($"o-{i}"), Callers.Admin, Cancel)));

    private static async Task<long> WrittenAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT (pg_current_wal_lsn() - '0/0')::bigint");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // Sessions report what they did when they are idle for a second.
    private static async Task<(long Updated, long Hot, long Size)> MeasureAsync(NpgsqlDataSource source, long updates)
    {
        (long Updated, long Hot, long Size) measured = default;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var command = source.CreateCommand(
                    """SELECT n_tup_upd, n_tup_hot_upd, pg_total_relation_size(relid) FROM pg_stat_user_tables WHERE relname = 'Instances'""");
                await using var row = await command.ExecuteReaderAsync();
                await row.ReadAsync();
                measured = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
                return measured.Updated >= updates;
            },
            $"{updates} updates are counted");
        return measured;
    }
}
