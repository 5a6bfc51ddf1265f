namespace ToskaMesh.Emulator.Durable.Store;

internal static class ActivityTable
{
    public static ActivityRecord? Find(SqliteSession database, long number) => database.Query(
        "SELECT number, instance, execution, task, name, input FROM activities WHERE number = $1",
        static (row) => new ActivityRecord(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)),
        number).FirstOrDefault();

    public static void Add(SqliteSession database, ActivityRecord activity) => database.Execute(
        "INSERT INTO activities (number, instance, execution, task, name, input, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)",
        activity.Number,
        activity.InstanceId,
        activity.ExecutionId,
        activity.TaskId,
        activity.Name,
        activity.Input);

    /// <returns>False where it was removed before.</returns>
    public static bool Remove(SqliteSession database, long number) =>
        database.Execute("DELETE FROM activities WHERE number = $1", number) == 1;

    /// <summary>Counts a try before it is made.</summary>
    /// <returns>How many there were with this one.</returns>
    public static long CountAttempt(SqliteSession database, long number) =>
        (long?)database.Scalar("UPDATE activities SET attempts = attempts + 1 WHERE number = $1 RETURNING attempts", number) ?? 0;

    public static List<long> All(SqliteSession database) =>
        database.Query("SELECT number FROM activities ORDER BY number", static (row) => row.GetInt64(0));
}
