using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ToskaMesh.Functions.Store.Sqlite;

/// <summary>The embedded profile's one process migrates its file itself.</summary>
internal sealed class SqliteStorePreparation(SqliteStoreFile file, StoreIdentity identity) : IStorePreparation
{
    public Task PrepareAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        file.Hold();
        file.Create();
        await using var context = Open();
        var difference = await StoreSchema.CompareAsync(context, cancellationToken);
        StoreSchema.RefuseNewer(difference);
        if (difference.Pending.Count > 0)
        {
            await UseWriteAheadLogAsync(context, cancellationToken);
            await ForgetAbandonedLockAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }

        await StoreIdentity.GiveAsync(context, cancellationToken);
        await identity.LearnAsync(context, cancellationToken);
        return difference.Pending;
    }

    // Not pooled and not shared: the file may not exist yet, and is closed again whatever happens.
    private SqliteMeshDbContext Open() =>
        new(((DbContextOptionsBuilder<SqliteMeshDbContext>)new DbContextOptionsBuilder<SqliteMeshDbContext>()
            .UseMeshStore(file.Connect(SqliteOpenMode.ReadWrite, pooling: false))).Options);

    // A property of the file, so it is set once.
    private static Task<int> UseWriteAheadLogAsync(SqliteMeshDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);

    // EF Core marks a running migration by a row that a killed process leaves behind, and then waits for it for ever.
    // Nobody else can be migrating here: this process holds the file's lock.
    private static Task<int> ForgetAbandonedLockAsync(SqliteMeshDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
}
