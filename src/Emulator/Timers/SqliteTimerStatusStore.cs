namespace ToskaMesh.Emulator.Timers;

internal sealed class SqliteTimerStatusStore(TimerDatabase database) : ITimerStatusStore
{
    public async Task<TimerStatus?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT document FROM timer_status WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return await command.ExecuteScalarAsync(cancellationToken) is string document ? TimerStatusJson.Read(document) : null;
    }

    public Task WriteAsync(string name, TimerStatus status, CancellationToken cancellationToken) => database.ExecuteAsync(
        """
        INSERT INTO timer_status (name, document) VALUES ($name, $document)
        ON CONFLICT (name) DO UPDATE SET document = excluded.document
        """,
        cancellationToken,
        ("$name", name),
        ("$document", TimerStatusJson.Write(status)));
}
