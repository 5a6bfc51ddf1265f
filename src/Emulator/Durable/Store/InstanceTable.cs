using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using ToskaMesh.Emulator.Durable.History;

namespace ToskaMesh.Emulator.Durable.Store;

internal static class InstanceTable
{
    private const string Columns =
        "id, execution, version, name, status, created, updated, input, output, custom_status, failure, parent, parent_execution, parent_name, parent_task";

    private const string Matching =
        """
        ($1 IS NULL OR created >= $1) AND ($2 IS NULL OR created <= $2)
        AND ($3 IS NULL OR status IN (SELECT value FROM json_each($3)))
        AND ($4 IS NULL OR substr(id, 1, length($4)) = $4)
        """;

    public static InstanceRecord? Find(SqliteSession database, string id) =>
        database.Query($"SELECT {Columns} FROM instances WHERE id = $1", Read, id).FirstOrDefault();

    /// <summary>Without its input, which may be large.</summary>
    public static InstanceStand? StandOf(SqliteSession database, string id) => database.Query(
        "SELECT execution, status FROM instances WHERE id = $1",
        static (row) => new InstanceStand(row.GetString(0), (OrchestrationRuntimeStatus)row.GetInt32(1)),
        id).FirstOrDefault();

    /// <returns>In order of id, from the one after <paramref name="after"/> on.</returns>
    public static List<InstanceRecord> List(SqliteSession database, InstanceFilter filter, string after, int limit) => database.Query(
        $"SELECT {Columns} FROM instances WHERE {Matching} AND id > $5 ORDER BY id LIMIT $6",
        Read,
        filter.CreatedFrom?.UtcTicks,
        filter.CreatedTo?.UtcTicks,
        Statuses(filter),
        filter.Prefix,
        after,
        limit);

    public static List<string> ChildrenOf(SqliteSession database, string id) =>
        database.Query("SELECT id FROM instances WHERE parent = $1", static (row) => row.GetString(0), id);

    public static void Write(SqliteSession database, InstanceRecord instance) => database.Execute(
        $"INSERT OR REPLACE INTO instances ({Columns}, attempts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)",
        instance.Id,
        instance.ExecutionId,
        instance.Version,
        instance.Name,
        (int)instance.Status,
        instance.CreatedAt.UtcTicks,
        instance.UpdatedAt.UtcTicks,
        instance.Input,
        instance.Output,
        instance.CustomStatus,
        HistoryJson.Write(instance.Failure),
        instance.Parent?.InstanceId,
        instance.Parent?.ExecutionId,
        instance.Parent?.Name,
        instance.Parent?.TaskId);

    /// <summary>All but the input, which may be large and mostly stays.</summary>
    /// <returns>Whether the instance was still as it was read.</returns>
    public static bool TryUpdate(SqliteSession database, InstanceRecord read, InstanceRecord next) => database.Execute(
        """
        UPDATE instances SET execution = $1, version = $2, status = $3, updated = $4, output = $5, custom_status = $6,
            failure = $7, attempts = 0
        WHERE id = $8 AND execution = $9 AND version = $10
        """,
        next.ExecutionId,
        next.Version,
        (int)next.Status,
        next.UpdatedAt.UtcTicks,
        next.Output,
        next.CustomStatus,
        HistoryJson.Write(next.Failure),
        read.Id,
        read.ExecutionId,
        read.Version) == 1;

    public static bool IsStill(SqliteSession database, InstanceRecord read) => database.Scalar(
        "SELECT 1 FROM instances WHERE id = $1 AND execution = $2 AND version = $3", read.Id, read.ExecutionId, read.Version) is not null;

    /// <summary>The input of the execution that begins.</summary>
    public static void SetInput(SqliteSession database, string id, string? input) =>
        database.Execute("UPDATE instances SET input = $1 WHERE id = $2", input, id);

    /// <returns>The latest time of any instance; the earliest there is where there are none.</returns>
    public static DateTime LatestUpdate(SqliteSession database) =>
        new((long?)database.Scalar("SELECT MAX(updated) FROM instances") ?? 0, DateTimeKind.Utc);

    /// <summary>Counts a try before it is made.</summary>
    /// <returns>How many there were with this one.</returns>
    public static long CountAttempt(SqliteSession database, string id) =>
        (long?)database.Scalar("UPDATE instances SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts", id) ?? 0;

    public static void Delete(SqliteSession database, string id)
    {
        database.Execute("DELETE FROM history WHERE instance = $1", id);
        database.Execute("DELETE FROM inbox WHERE instance = $1", id);
        database.Execute("DELETE FROM instances WHERE id = $1", id);
    }

    private static string? Statuses(InstanceFilter filter) =>
        filter.Statuses is { } statuses ? $"[{string.Join(',', statuses.Select(s => (int)s))}]" : null;

    private static InstanceRecord Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), (OrchestrationRuntimeStatus)row.GetInt32(4))
        {
            CreatedAt = new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            UpdatedAt = new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
            Input = Text(row, 7),
            Output = Text(row, 8),
            CustomStatus = Text(row, 9),
            Failure = HistoryJson.ReadFailure(Text(row, 10)),
            Parent = row.IsDBNull(11) ? null : new ParentTask(row.GetString(11), row.GetString(12), row.GetString(13), row.GetInt32(14)),
        };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
