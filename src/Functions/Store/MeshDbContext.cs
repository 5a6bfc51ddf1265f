using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// The model of the mesh store, the same for every provider. A derived context is what a provider differs in: its
/// migrations, and how it reads several statements at one moment.
/// </summary>
internal abstract class MeshDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<InstanceRow> Instances => Set<InstanceRow>();

    public DbSet<ServiceRow> Services => Set<ServiceRow>();

    public DbSet<TombstoneRow> Tombstones => Set<TombstoneRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<ServiceEventRow> ServiceEvents => Set<ServiceEventRow>();

    public DbSet<DeadLetterRow> DeadLetters => Set<DeadLetterRow>();

    public DbSet<CommandRow> Commands => Set<CommandRow>();

    public DbSet<CommandTargetRow> CommandTargets => Set<CommandTargetRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<MeshStateRow> State => Set<MeshStateRow>();

    /// <summary>A transaction that may write from its first statement on.</summary>
    /// <exception cref="StoreUnavailableException">What was opened is not the store any more.</exception>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(CancellationToken cancellationToken);

    /// <summary>A transaction whose statements all see the database as it was at the first of them, and block no writer.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // As numbers both order and compare alike in every provider.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder
        .ApplyConfiguration(new ServiceRowConfiguration())
        .ApplyConfiguration(new InstanceRowConfiguration())
        .ApplyConfiguration(new TombstoneRowConfiguration())
        .ApplyConfiguration(new OutboxRowConfiguration())
        .ApplyConfiguration(new InboxRowConfiguration())
        .ApplyConfiguration(new ServiceEventRowConfiguration())
        .ApplyConfiguration(new DeadLetterRowConfiguration())
        .ApplyConfiguration(new CommandRowConfiguration())
        .ApplyConfiguration(new CommandTargetRowConfiguration())
        .ApplyConfiguration(new ApiKeyRowConfiguration())
        .ApplyConfiguration(new MeshStateRowConfiguration());
}
