using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresMeshDbContext --output-dir Store/Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresMeshDbContext>
{
    public PostgresMeshDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresMeshDbContext>().UseNpgsql("Host=localhost").Options);
}
