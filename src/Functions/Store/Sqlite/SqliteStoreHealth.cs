using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store.Sqlite;

internal sealed class SqliteStoreHealth(SqliteStoreFile file, StoreIdentity identity, IStoreGate gate, ILogger<SqliteStoreHealth> logger) : StoreHealth(gate, logger)
{
    protected override async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(file.Path))
        {
            return "The mesh store's file was deleted while in use. Restart the function app to make a new one.";
        }

        // A connection of its own: a pooled one still has the file that it opened, deleted or not.
        await using var connection = new SqliteConnection(file.Connect(SqliteOpenMode.ReadOnly, pooling: false));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"StoreId\" FROM \"MeshState\"";
        var found = await command.ExecuteScalarAsync(cancellationToken);
        return Guid.TryParse(found as string, out var id) && identity.Is(id)
            ? null
            : "The mesh store's file was replaced while in use. Restart the function app to open the new one.";
    }
}
