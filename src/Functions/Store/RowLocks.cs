using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// Rows that are read to be changed. Where several processes write one store, such a query waits for whoever changes
/// these rows, sees them as they then are, and keeps others from them until its transaction ends; SQLite has one writer
/// and needs none of it. Queries for many rows name an order, so that two of them never wait for each other.
/// </summary>
internal static class RowLocks
{
    public const string Tag = "rows to be changed";

    public static IQueryable<TRow> Locked<TRow>(this IQueryable<TRow> rows) => rows.TagWith(Tag);
}
