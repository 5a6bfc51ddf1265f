using Microsoft.Data.Sqlite;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Store;

internal static class InboxTable
{
    // By the primary key, so that a large inbox is not sorted for each turn.
    private const string AtOnce =
        "SELECT number, execution, document FROM inbox WHERE instance = $1 AND due = 0 AND control >= $2 ORDER BY number LIMIT $3";

    private const string Due =
        """
        SELECT number, execution, document FROM inbox
        WHERE instance = $1 AND due > 0 AND due <= $4 AND control >= $2 ORDER BY due, number LIMIT $3
        """;

    /// <returns>What has come, in order. Timers have their numbers from when they were set, so they come by their times, after the rest.</returns>
    public static List<InboxMessage> Read(SqliteSession database, string instance, long now, bool controlOnly, int limit)
    {
        var control = controlOnly ? 1 : 0;
        var messages = database.Query(AtOnce, Read, instance, control, limit);
        messages.AddRange(database.Query(Due, Read, instance, control, limit - messages.Count, now));
        return messages;
    }

    public static void Add(SqliteSession database, string instance, long number, long due, string? execution, TurnEvent message) =>
        database.Execute(
            "INSERT INTO inbox (instance, number, due, execution, timer, control, document) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            instance,
            number,
            due,
            execution,
            message is TimerFired fired ? fired.Id : null,
            message.IsControl ? 1 : 0,
            HistoryJson.Write(message));

    public static void Remove(SqliteSession database, string instance, long number) =>
        database.Execute("DELETE FROM inbox WHERE instance = $1 AND number = $2", instance, number);

    public static void RemoveTimer(SqliteSession database, string instance, string execution, int timer) =>
        database.Execute("DELETE FROM inbox WHERE instance = $1 AND execution = $2 AND timer = $3", instance, execution, timer);

    public static void RemoveOf(SqliteSession database, string instance, string execution) =>
        database.Execute("DELETE FROM inbox WHERE instance = $1 AND execution = $2", instance, execution);

    public static void Clear(SqliteSession database, string instance) => database.Execute("DELETE FROM inbox WHERE instance = $1", instance);

    /// <summary>A number before all others of the instance, and so far before that a few more fit between.</summary>
    public static long NumberBefore(SqliteSession database, string instance, int room) =>
        Math.Min((long?)database.Scalar("SELECT MIN(number) FROM inbox WHERE instance = $1", instance) ?? 0, 0) - room;

    public static List<string> Ready(SqliteSession database, long now) =>
        database.Query("SELECT DISTINCT instance FROM inbox WHERE due <= $1", static (row) => row.GetString(0), now);

    public static List<string> DueBetween(SqliteSession database, long after, long until) => database.Query(
        "SELECT DISTINCT instance FROM inbox WHERE due > 0 AND due > $1 AND due <= $2", static (row) => row.GetString(0), after, until);

    public static long? NextDue(SqliteSession database, long after) =>
        (long?)database.Scalar("SELECT MIN(due) FROM inbox WHERE due > 0 AND due > $1", after);

    private static InboxMessage Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), HistoryJson.ReadEvent(row.GetString(2)));
}
