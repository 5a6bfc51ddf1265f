using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Store.Sqlite;

internal sealed class SqliteMeshDbContext(DbContextOptions<SqliteMeshDbContext> options) : MeshDbContext(options)
{
    // An open connection outlives its file: what is written to a deleted one would be acknowledged and lost.
    public override Task<IDbContextTransaction> BeginWriteAsync(bool alone, CancellationToken cancellationToken) =>
        File.Exists(Database.GetDbConnection().DataSource)
            ? Database.BeginTransactionAsync(cancellationToken)
            : throw new StoreUnavailableException("The mesh store's file was deleted while in use. Restart the function app to make a new one.");

    // A round trip is a call within the process: each part is loaded when it is asked for.
    public override async Task<FoundRows> OpenAsync(RowsWanted wanted, CancellationToken cancellationToken) =>
        FoundRows.None with
        {
            Instances = await this.FindInstancesAsync(wanted, cancellationToken),
            Services = await this.FindServicesAsync(wanted, cancellationToken),
        };

    public override async Task SendAsync(
        IReadOnlyCollection<RecordedEvent> recorded, IDbContextTransaction? commits, CancellationToken cancellationToken)
    {
        foreach (var @event in recorded)
        {
            var isNew = await this.TryNoteAsync(@event.Note, cancellationToken);
            @event.IsNew = isNew;
            if (isNew)
            {
                ServiceEvents.Add(@event.Row);
            }
        }

        await SaveChangesAsync(cancellationToken);
        await (commits?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
    }

    // Deferred: it takes its snapshot at the first read and never asks for the write lock.
    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)Database.GetDbConnection();
        var transaction = await Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken);
        return transaction!;
    }

    public override IStoreNumbers Numbers(StoreTransaction transaction, int writes) => new SqliteNumbers(transaction);

    // There is one writer.
    public override Task TakeTurnAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ListAsJson(string column) => column;
}
