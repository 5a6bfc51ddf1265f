using Npgsql;
using ToskaMesh.Testing.Servers;

namespace ToskaMesh.Functions.Tests.Store.Postgres;

/// <summary>The server that other tests rely on keeps what it committed, and can be brought down in each way.</summary>
public sealed class PostgresServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_KilledAndStopped_KeepsWhatWasCommitted()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using (var create = database.CreateCommand("CREATE TABLE t AS SELECT 1 AS value"))
        {
            await create.ExecuteNonQueryAsync(Cancel);
        }

        await server.KillAsync();
        await server.RestartAsync();
        Assert.Equal(1, await ReadAsync(database));

        await server.StopAsync();
        await server.RestartAsync();
        Assert.Equal(1, await ReadAsync(database));
    }

    [Fact]
    public async Task Server_Paused_AnswersNothingUntilItIsResumed()
    {
        await using var server = new PostgresServer();
        await server.StartAsync();
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var connection = await database.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT 1", connection);

        server.Pause();
        var answer = command.ExecuteScalarAsync(Cancel);
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300), Cancel));
        server.Resume();

        Assert.Equal(1, await answer);
    }

    private static async Task<object?> ReadAsync(NpgsqlDataSource database)
    {
        database.Clear();
        await using var command = database.CreateCommand("SELECT value FROM t");
        return await command.ExecuteScalarAsync(Cancel);
    }
}
