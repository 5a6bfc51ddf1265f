using Microsoft.Data.Sqlite;

namespace ToskaMesh.Emulator.Timers;

/// <summary>The emulator's SQLite file, shared by all hosts on one data directory.</summary>
internal sealed class TimerDatabase(string path)
{
    // Both tables are tiny and rarely written, so every connection makes sure of them: a file that was deleted under a
    // running host comes back instead of failing for ever.
    private const string Prepare = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS timer_status (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS timer_lock (name TEXT PRIMARY KEY, lease TEXT NOT NULL, expires_ticks INTEGER NOT NULL) STRICT;
        """;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        // Seconds that a writer waits for another process; shorter than the shortest lease.
        DefaultTimeout = 5,
    }.ToString();

    /// <exception cref="SqliteException">The file cannot be opened or written.</exception>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var prepare = connection.CreateCommand();
            prepare.CommandText = Prepare;
            await prepare.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>The number of rows changed.</returns>
    public async Task<int> ExecuteAsync(
        string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
