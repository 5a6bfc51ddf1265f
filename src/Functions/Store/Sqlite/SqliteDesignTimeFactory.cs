using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ToskaMesh.Functions.Store.Sqlite;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteMeshDbContext --output-dir Store/Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteMeshDbContext>
{
    public SqliteMeshDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteMeshDbContext>().UseSqlite("Data Source=:memory:").Options);
}
