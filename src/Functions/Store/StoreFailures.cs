using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;
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
    public static StoreUnavailableException? Translate(Exception exception) => exception switch
    {
        StoreUnavailableException => null,
        DbUpdateException { InnerException: { } inner } => Translate(inner),
        SqliteException sqlite => IsOurMistake(sqlite) ? null : new StoreUnavailableException(Explain(sqlite), sqlite),
        DbException or IOException or UnauthorizedAccessException or TimeoutException =>
            new StoreUnavailableException($"The mesh store failed: {exception.Message}", exception),
        _ => null,
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
