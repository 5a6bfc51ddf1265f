using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// Several processes write one database: rows that a batch means to change are locked as they are read (docs/adr/0009).
/// Nothing outlives a transaction in a session, so that a pooler may give each transaction another one.
/// </summary>
internal sealed class PostgresMeshDbContext(DbContextOptions<PostgresMeshDbContext> options) : MeshDbContext(options)
{
    /// <summary>Revisions and places in the outbox.</summary>
    public const string Sequence = "Revisions";

    // A process that is frozen in the middle of a batch holds others up for no longer than this, which is less than they wait.
    private static readonly string[] Limits = ["SET LOCAL idle_in_transaction_session_timeout = '5s'", "SET LOCAL lock_timeout = '10s'"];

    // Row locks and writes wait for it in the order in which they come; reads do not.
    private const string Alone = """LOCK TABLE "Instances" IN EXCLUSIVE MODE""";

    private static readonly ConditionalWeakTable<IModel, OpeningStatements> Openings = [];

    // What the transaction begins with, as long as it was not sent: with the first rows that are asked for or written.
    private string[] _opening = [];

    public DbConnection Connection => Database.GetDbConnection();

    /// <summary>False in a transaction whose limits the server does not know yet: it must not lock anything.</summary>
    public bool HasBegun => _opening.Length == 0;

    public override async Task<IDbContextTransaction> BeginWriteAsync(bool alone, CancellationToken cancellationToken)
    {
        _opening = alone ? [.. Limits, Alone] : Limits;
        return await Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
    }

    public override Task<FoundRows> OpenAsync(RowsWanted wanted, CancellationToken cancellationToken) =>
        Openings.GetValue(Model, model => new OpeningStatements(model)).RunAsync(this, TakeOpening(), wanted, cancellationToken);

    public override Task BegunAsync(CancellationToken cancellationToken) =>
        _opening.Length == 0 ? Task.CompletedTask : Database.ExecuteSqlRawAsync(string.Join("; ", TakeOpening()), cancellationToken);

    public override async Task SendAsync(
        IReadOnlyCollection<RecordedEvent> recorded, IDbContextTransaction? commits, CancellationToken cancellationToken)
    {
        var many = ManyRows.TakeFrom(this, recorded);
        if (ChangeTracker.HasChanges())
        {
            await BegunAsync(cancellationToken);
            await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellationToken);
        }

        if (!many.IsEmpty)
        {
            await many.SendAsync(this, TakeOpening(), commits is not null, cancellationToken);
        }
        else if (commits is not null)
        {
            await commits.CommitAsync(cancellationToken);
        }
    }

    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        var transaction = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await Database.ExecuteSqlRawAsync("SET TRANSACTION READ ONLY", cancellationToken);
        return transaction;
    }

    public override IStoreNumbers Numbers(StoreTransaction transaction, int writes) => new PostgresNumbers(this, writes);

    public override Task TakeTurnAsync(string name, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);

    public override string ListAsJson(string column) => $"array_to_json({column})::text";

    /// <summary>Within a batch, the rows that most writes have are sent in one statement for each kind.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await SendAsync([], commits: null, cancellationToken);
        return 0;
    }

    private string[] TakeOpening()
    {
        var opening = _opening;
        _opening = [];
        return opening;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // Names and ids order by their bytes, as everywhere else in the mesh.
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasSequence<long>(Sequence);

        // Room in each page for the next version of all of its rows, since one batch may renew them all: a renewed lease
        // then touches no index, and what it leaves behind is taken away by the next one. Vacuumed by what changed.
        modelBuilder.Entity<InstanceRow>()
            .HasStorageParameter("fillfactor", 50)
            .HasStorageParameter("autovacuum_vacuum_scale_factor", 0.02)
            .HasStorageParameter("autovacuum_vacuum_cost_delay", 0);
        modelBuilder.Entity<MeshStateRow>().HasStorageParameter("fillfactor", 10);
        modelBuilder.Entity<OutboxRow>()
            .HasStorageParameter("autovacuum_vacuum_scale_factor", 0)
            .HasStorageParameter("autovacuum_vacuum_threshold", 5000)
            .HasStorageParameter("autovacuum_vacuum_cost_delay", 0);
    }
}
