namespace ToskaMesh.Emulator.Durable.Store;

/// <summary>The one writing connection during one change.</summary>
internal sealed class WriteSession(SqliteSession database, DateTimeOffset now, NumberSource numbers)
{
    public SqliteSession Database => database;

    public DateTimeOffset Now => now;

    public NumberSource Numbers => numbers;

    public CommitEffects Effects { get; } = new();
}
