using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Makes the queries of <see cref="RowLocks"/> lock what they find; LINQ has no word for it.</summary>
internal sealed class RowLockInterceptor : DbCommandInterceptor
{
    private const string Mark = "-- " + RowLocks.Tag;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith(Mark, StringComparison.Ordinal))
        {
            command.CommandText += "\nFOR UPDATE";
        }

        return ValueTask.FromResult(result);
    }
}
