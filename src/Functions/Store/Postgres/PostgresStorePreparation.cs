using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>An app checks only; <c>migrate</c> changes the schema, one process at a time.</summary>
internal sealed class PostgresStorePreparation(PostgresConnection connection, StoreIdentity identity) : IStorePreparation
{
    // Any number that nobody else in this database uses.
    private const long MigrationLock = 0x746F736B61;

    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var context = Open();
        StoreSchema.Require(await StoreSchema.CompareAsync(context, cancellationToken));
        await identity.LearnAsync(context, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        // Held by a transaction of its own, because a pooler may give the next transaction another session; and EF
        // Core's own lock, a table's, comes too late for two that both make that table.
        await using var turn = Open();
        await using var held = await turn.Database.BeginTransactionAsync(cancellationToken);
        await turn.Database.ExecuteSqlAsync(
            $"SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await using var context = Open();
        var difference = await StoreSchema.CompareAsync(context, cancellationToken);
        StoreSchema.RefuseNewer(difference);
        await context.Database.MigrateAsync(cancellationToken);
        await StoreIdentity.GiveAsync(context, cancellationToken);
        await identity.LearnAsync(context, cancellationToken);
        return difference.Pending;
    }

    private PostgresMeshDbContext Open()
    {
        var options = new DbContextOptionsBuilder<PostgresMeshDbContext>();
        options.UsePostgresStore(connection.Source);
        var context = new PostgresMeshDbContext(options.Options);
        context.Database.SetCommandTimeout(LongestMigration);
        return context;
    }
}
