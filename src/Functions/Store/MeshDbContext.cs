using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using ToskaMesh.Functions.Commands;
using ToskaMesh.Functions.Configuration;
using ToskaMesh.Functions.Configuration.Rollouts;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Audit;
using ToskaMesh.Functions.Identity.Clients;
using ToskaMesh.Functions.Identity.External;
using ToskaMesh.Functions.Identity.Mail;
using ToskaMesh.Functions.Identity.Sessions;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Identity.Users;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Observations;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store;

/// <summary>
/// The model of the mesh store, the same for every provider. A derived context is what a provider differs in: its
/// migrations, how it reads several statements at one moment, and how it keeps writers apart.
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

    public DbSet<GatewayRow> Gateways => Set<GatewayRow>();

    public DbSet<FigureRow> Figures => Set<FigureRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<ClientRow> Clients => Set<ClientRow>();

    public DbSet<UsedNonceRow> UsedNonces => Set<UsedNonceRow>();

    public DbSet<RevokedSessionRow> RevokedSessions => Set<RevokedSessionRow>();

    public DbSet<SecurityEventRow> SecurityEvents => Set<SecurityEventRow>();

    public DbSet<ConfigurationRow> Configurations => Set<ConfigurationRow>();

    public DbSet<ConfigurationVersionRow> ConfigurationVersions => Set<ConfigurationVersionRow>();

    public DbSet<RolloutRow> Rollouts => Set<RolloutRow>();

    public DbSet<RolloutMemberRow> RolloutMembers => Set<RolloutMemberRow>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<ExternalLoginRow> ExternalLogins => Set<ExternalLoginRow>();

    public DbSet<OneTimeTokenRow> OneTimeTokens => Set<OneTimeTokenRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<RefreshTokenRow> RefreshTokens => Set<RefreshTokenRow>();

    public DbSet<MailRow> Mails => Set<MailRow>();

    public DbSet<MeshStateRow> State => Set<MeshStateRow>();

    /// <summary>A transaction that may write from its first statement on.</summary>
    /// <param name="alone">No other process writes instances meanwhile: for a batch that others were in the way of again and again.</param>
    /// <exception cref="StoreUnavailableException">What was opened is not the store any more.</exception>
    public abstract Task<IDbContextTransaction> BeginWriteAsync(bool alone, CancellationToken cancellationToken);

    /// <summary>The first rows of a batch, in as few round trips as the provider can; nothing is tracked yet.</summary>
    public abstract Task<FoundRows> OpenAsync(RowsWanted wanted, CancellationToken cancellationToken);

    /// <summary>Makes sure that the transaction has begun, where that waits for the first rows.</summary>
    public virtual Task BegunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the changes of tracked rows and what was recorded; says of that what was new.</summary>
    /// <param name="commits">What to commit behind them; null to go on.</param>
    public abstract Task SendAsync(
        IReadOnlyCollection<RecordedEvent> recorded, IDbContextTransaction? commits, CancellationToken cancellationToken);

    /// <summary>The column's value as JSON, in SQL.</summary>
    public abstract string ListAsJson(string column);

    /// <summary>A transaction whose statements all see the database as it was at the first of them, and block no writer.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Until the transaction ends, no other process has this turn: for what is decided on more than the rows that it changes.</summary>
    public abstract Task TakeTurnAsync(string name, CancellationToken cancellationToken);

    /// <summary>Where a batch of about that many writes gets its numbers from.</summary>
    public abstract IStoreNumbers Numbers(StoreTransaction transaction, int writes);

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
        .ApplyConfiguration(new GatewayRowConfiguration())
        .ApplyConfiguration(new FigureRowConfiguration())
        .ApplyConfiguration(new ApiKeyRowConfiguration())
        .ApplyConfiguration(new ClientRowConfiguration())
        .ApplyConfiguration(new UsedNonceRowConfiguration())
        .ApplyConfiguration(new RevokedSessionRowConfiguration())
        .ApplyConfiguration(new SecurityEventRowConfiguration())
        .ApplyConfiguration(new ConfigurationRowConfiguration())
        .ApplyConfiguration(new ConfigurationVersionRowConfiguration())
        .ApplyConfiguration(new RolloutRowConfiguration())
        .ApplyConfiguration(new RolloutMemberRowConfiguration())
        .ApplyConfiguration(new SigningKeyRowConfiguration())
        .ApplyConfiguration(new UserRowConfiguration())
        .ApplyConfiguration(new ExternalLoginRowConfiguration())
        .ApplyConfiguration(new OneTimeTokenRowConfiguration())
        .ApplyConfiguration(new SessionRowConfiguration())
        .ApplyConfiguration(new RefreshTokenRowConfiguration())
        .ApplyConfiguration(new MailRowConfiguration())
        .ApplyConfiguration(new MeshStateRowConfiguration());
}
