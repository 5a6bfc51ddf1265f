using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ToskaMesh.Functions.Profile;

namespace ToskaMesh.Functions.Store.Sqlite;

internal sealed class SqliteStorePreparation(SqliteStoreFile file, StoreIdentity identity, IOptions<MeshOptions> options) : IStorePreparation
{
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Profile is MeshProfile.Embedded)
        {
            await MigrateAsync(cancellationToken);
            return;
        }

        await using var context = Open(SqliteOpenMode.ReadWrite);
        StoreSchema.Require(await StoreSchema.CompareAsync(context, cancellationToken));
        await identity.LearnAsync(context, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        file.Hold();
        file.Create();
        await using var context = Open(SqliteOpenMode.ReadWrite);
        var difference = await StoreSchema.CompareAsync(context, cancellationToken);
        StoreSchema.RefuseNewer(difference);
        if (difference.Pending.Count > 0)
        {
            await UseWriteAheadLogAsync(context, cancellationToken);
            await ForgetAbandonedLockAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }

        await identity.LearnAsync(context, cancellationToken);
        return difference.Pending;
    }

    // Not pooled and not shared: the file may not exist yet, and is closed again whatever happens.
    private SqliteMeshDbContext Open(SqliteOpenMode mode) =>
        new(((DbContextOptionsBuilder<SqliteMeshDbContext>)new DbContextOptionsBuilder<SqliteMeshDbContext>()
            .UseMeshStore(file.Connect(mode, pooling: false))).Options);

    // A property of the file, so it is set once.
    private static Task<int> UseWriteAheadLogAsync(SqliteMeshDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);

    // EF Core marks a running migration by a row that a killed process leaves behind, and then waits for it for ever.
    // Nobody else can be migrating here: this process holds the file's lock.
    private static Task<int> ForgetAbandonedLockAsync(SqliteMeshDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
}
