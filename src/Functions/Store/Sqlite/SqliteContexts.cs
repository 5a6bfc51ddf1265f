using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store.Sqlite;

/// <summary>Gives the adapters contexts without telling them the provider.</summary>
internal sealed class SqliteContexts(IDbContextFactory<SqliteMeshDbContext> contexts) : IDbContextFactory<MeshDbContext>
{
    public MeshDbContext CreateDbContext() => contexts.CreateDbContext();
}
