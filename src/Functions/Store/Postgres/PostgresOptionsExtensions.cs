using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store.Postgres;

internal static class PostgresOptionsExtensions
{
    private static readonly RowLockInterceptor Locks = new();

    /// <summary>Nothing is repeated behind our back: what is to be repeated is the whole batch.</summary>
    public static DbContextOptionsBuilder UsePostgresStore(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseNpgsql(connectionString, postgres => postgres.SetPostgresVersion(15, 0))
        .AddInterceptors(Locks)
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
}
