using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>Gives the adapters contexts without telling them the provider.</summary>
internal sealed class PostgresContexts(IDbContextFactory<PostgresMeshDbContext> contexts) : IDbContextFactory<MeshDbContext>
{
    public MeshDbContext CreateDbContext() => contexts.CreateDbContext();
}
