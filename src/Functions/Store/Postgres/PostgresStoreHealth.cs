using Microsoft.Extensions.Logging;

namespace ToskaMesh.Functions.Store.Postgres;

internal sealed class PostgresStoreHealth(PostgresConnection connection, StoreIdentity identity, IStoreGate gate, ILogger<PostgresStoreHealth> logger) : StoreHealth(gate, logger)
{
    private const string Look = """SELECT "StoreId", current_setting('transaction_read_only') FROM "MeshState" """;

    protected override async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        await using var command = connection.Source.CreateCommand(Look);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken) || !identity.Is(row.IsDBNull(0) ? null : row.GetGuid(0)))
        {
            return "The mesh store's database was replaced while in use. Restart the function app to open the new one.";
        }

        return row.GetString(1) == "off" ? null : "The mesh store's database is read-only: Mesh:Postgres must name the primary.";
    }
}
