using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ToskaMesh.Functions.Store.Postgres;

internal static class PostgresOptionsExtensions
{
    private static readonly RowLockInterceptor Locks = new();

    /// <summary>Nothing is repeated behind our back: what is to be repeated is the whole batch.</summary>
    public static DbContextOptionsBuilder UsePostgresStore(this DbContextOptionsBuilder builder, NpgsqlDataSource source) => builder
        .UseNpgsql(source, postgres => postgres.SetPostgresVersion(15, 0))
        .AddInterceptors(Locks)
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
}
