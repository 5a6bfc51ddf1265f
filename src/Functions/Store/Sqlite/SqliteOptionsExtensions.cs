using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store.Sqlite;

internal static class SqliteOptionsExtensions
{
    private static readonly SqlitePragmas Pragmas = new();

    /// <summary>Lists travel as one JSON parameter, so that a query has one text, and one plan, whatever their length.</summary>
    public static DbContextOptionsBuilder UseMeshStore(this DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
        .AddInterceptors(Pragmas)
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));
}
