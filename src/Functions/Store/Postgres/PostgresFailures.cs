using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>What PostgreSQL's codes mean to the mesh, and what is to be done about them, in words that anybody may read: most of what it says itself is for the log.</summary>
internal static class PostgresFailures
{
    /// <summary>Data and SQL that the server refuses: the fault is in this code, not in the store's state.</summary>
    public static bool IsOurMistake(NpgsqlException exception) =>
        exception is PostgresException { SqlState: { Length: 5 } code }
            && code[..2] is "0A" or "22" or "23" or "42"
            && code is not (PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable);

    /// <summary>Another transaction was in the way, and may be yet.</summary>
    public static bool IsConflict(NpgsqlException exception) =>
        exception is PostgresException
        {
            SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable,
        };

    /// <summary>Another transaction was first, and has committed: a second look finds what it did.</summary>
    public static bool IsLostRace(NpgsqlException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation };

    public static string Explain(NpgsqlException exception) =>
        exception is PostgresException answer
            ? Explain(answer)
            : "The mesh store cannot be reached. Check that PostgreSQL runs, and that Mesh:Postgres names it; the log says what failed.";

    private static string Explain(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            "The mesh store is busy: other processes kept changing the same rows. Try again in a moment.",
        PostgresErrorCodes.DiskFull => "The disk of the mesh store is full: make room on the PostgreSQL server.",
        PostgresErrorCodes.TooManyConnections =>
            "The mesh store has no connection left: raise max_connections, put PgBouncer in between, or lower 'Maximum Pool Size' in Mesh:Postgres.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The mesh store is read-only: Mesh:Postgres must name the primary.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "The mesh store refuses the user: check the user name and password in Mesh:Postgres.",
        PostgresErrorCodes.InvalidCatalogName => "The database that Mesh:Postgres names does not exist: create it, then run 'toska migrate'.",
        PostgresErrorCodes.InsufficientPrivilege => $"The user in Mesh:Postgres may not do this: {exception.MessageText}.",
        PostgresErrorCodes.UndefinedTable => $"The mesh store lacks a table ({exception.MessageText}). Run 'toska migrate'.",
        _ => $"The mesh store failed with SQLSTATE {exception.SqlState}; the log says why.",
    };
}
