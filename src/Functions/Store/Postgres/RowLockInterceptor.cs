using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// Makes the queries of <see cref="RowLocks"/> lock what they find; LINQ has no word for it. Refuses what would lock rows
/// for as long as it likes, and wait for them likewise: a write that said of itself that it asks nothing.
/// </summary>
internal sealed class RowLockInterceptor : DbCommandInterceptor
{
    private const string Mark = "-- " + RowLocks.Tag;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
        {
            RequireLimits(eventData);
            command.CommandText += "\nFOR UPDATE";
        }

        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        RequireLimits(eventData);
        return ValueTask.FromResult(result);
    }

    private static void RequireLimits(CommandEventData eventData)
    {
        if (eventData.Context is PostgresMeshDbContext { HasBegun: false })
        {
            throw new InvalidOperationException($"A write of {nameof(StoreKeys)}.{nameof(StoreKeys.Nothing)} locks rows before the transaction's limits are set: give it {nameof(StoreKeys)}.{nameof(StoreKeys.None)}.");
        }
    }
}
