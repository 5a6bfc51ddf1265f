using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SQLitePCL;
using ToskaMesh.Functions.Store.Postgres;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// The one place where a failing database becomes <see cref="StoreUnavailableException"/>. Cancellation stays what it
/// is, and so does a mistake of ours, such as a broken constraint or SQL that does not parse.
/// </summary>
internal static class StoreFailures
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (Exception exception) when (Translate(exception) is { } unavailable)
        {
            throw unavailable;
        }
    }

    public static Task TranslateAsync(Func<Task> operation) =>
        TranslateAsync(async () =>
        {
            await operation();
            return true;
        });

    /// <summary>Null for what is not the store's failure.</summary>
    public static StoreUnavailableException? Translate(Exception exception) => Cause(exception) switch
    {
        NpgsqlException postgres => PostgresFailures.IsOurMistake(postgres) ? null : new StoreUnavailableException(PostgresFailures.Explain(postgres), postgres),
        SqliteException sqlite => IsOurMistake(sqlite) ? null : new StoreUnavailableException(Explain(sqlite), sqlite),
        DbException or IOException or UnauthorizedAccessException or TimeoutException =>
            new StoreUnavailableException("The mesh store failed; the log says why.", exception),
        _ => null,
    };

    /// <summary>Another process is to blame, and the same again may succeed.</summary>
    public static bool IsOthersDoing(Exception exception) =>
        IsLostRace(exception) || (Cause(exception) is NpgsqlException postgres && PostgresFailures.IsConflict(postgres));

    /// <summary>That process has committed already: there is nothing to wait for.</summary>
    public static bool IsLostRace(Exception exception) =>
        exception is StoreConflictException or DbUpdateConcurrencyException
            || (Cause(exception) is NpgsqlException postgres && PostgresFailures.IsLostRace(postgres));

    // EF Core wraps what a driver throws, and Npgsql's provider once more what it takes for passing.
    private static Exception Cause(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: { } inner } => Cause(inner),
        InvalidOperationException { InnerException: DbException or DbUpdateException } wrapped => Cause(wrapped.InnerException!),
        _ => exception,
    };

    private static bool IsOurMistake(SqliteException exception) =>
        exception.SqliteErrorCode
            is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_TOOBIG;

    private static string Explain(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The mesh store is locked by another process.",
        raw.SQLITE_FULL => "The disk of the mesh store is full.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "The mesh store may not be written: check the owner and mode of its folder.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The mesh store's file is damaged: restore it, or move it away to start a new one.",
        raw.SQLITE_CANTOPEN => "The mesh store's file cannot be opened.",
        _ => $"The mesh store failed: {exception.Message}",
    };
}
