using Microsoft.Data.Sqlite;

namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>
/// The SQLite file of one task hub. A file of its own, not the timers' <c>emulator.db</c>: that one is shared by hosts,
/// this one has one host, whose one writer never has to wait for another's.
/// </summary>
internal sealed class DurableDatabase(string path)
{
    private const int SchemaVersion = 1;

    // A row of the inbox is due at a time in ticks; 0 is at once. Numbers below 0 come before all others: what a
    // continued orchestration takes along.
    private const string Schema = """
        CREATE TABLE instances (
            id TEXT PRIMARY KEY, execution TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, status INTEGER NOT NULL,
            created INTEGER NOT NULL, updated INTEGER NOT NULL, input TEXT, output TEXT, custom_status TEXT, failure TEXT,
            parent TEXT, parent_execution TEXT, parent_name TEXT, parent_task INTEGER, attempts INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX instances_by_parent ON instances (parent) WHERE parent IS NOT NULL;
        CREATE TABLE history (
            instance TEXT NOT NULL, turn INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (instance, turn)) STRICT, WITHOUT ROWID;
        CREATE TABLE inbox (
            instance TEXT NOT NULL, number INTEGER NOT NULL, due INTEGER NOT NULL, execution TEXT, timer INTEGER, control INTEGER NOT NULL,
            document TEXT NOT NULL, PRIMARY KEY (instance, number)) STRICT, WITHOUT ROWID;
        CREATE INDEX inbox_by_due ON inbox (due) WHERE due > 0;
        CREATE TABLE activities (
            number INTEGER PRIMARY KEY, instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL, name TEXT NOT NULL,
            input TEXT, attempts INTEGER NOT NULL) STRICT;
        """;

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    /// <summary>Makes the file and its tables where they are not there.</summary>
    /// <exception cref="InvalidOperationException">The file is of another version.</exception>
    public SqliteSession OpenForWriting()
    {
        var session = Open();
        try
        {
            session.Execute("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Execute("PRAGMA journal_size_limit = 16777216");
            Prepare(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public SqliteSession Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Prepare(SqliteSession session)
    {
        switch ((long)session.Scalar("PRAGMA user_version")!)
        {
            case 0:
                session.Execute("BEGIN IMMEDIATE");
                session.Execute(Schema);
                session.Execute($"PRAGMA user_version = {SchemaVersion}");
                session.Execute("COMMIT");
                break;
            case SchemaVersion:
                break;
            case var other:
                throw new InvalidOperationException($"{path} has version {other} and this host knows {SchemaVersion}. Delete the file to begin anew.");
        }
    }
}
