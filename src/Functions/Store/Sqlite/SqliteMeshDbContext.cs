using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToskaMesh.Functions.Store.Sqlite;

internal sealed class SqliteMeshDbContext(DbContextOptions<SqliteMeshDbContext> options) : MeshDbContext(options)
{
    // Deferred: it takes its snapshot at the first read and never asks for the write lock.
    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)Database.GetDbConnection();
        var transaction = await Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken);
        return transaction!;
    }
}
