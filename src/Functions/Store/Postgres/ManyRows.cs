using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// New services, new and changed instances, renewed leases, events and what is recorded of them: a batch has one of each
/// for most of its writes. EF Core would send a statement for each row, which the server parses and plans one by one;
/// these are one for each kind, in one round trip, whatever the number of rows, and the commit goes with them.
/// </summary>
internal sealed class ManyRows
{
    private const string Commit = "COMMIT";

    private static readonly ConditionalWeakTable<IModel, ManyRowsStatements> Statements = [];

    public List<ServiceRow> Services { get; } = [];

    public List<InstanceRow> Added { get; } = [];

    public List<InstanceRow> Changed { get; } = [];

    public List<InstanceRow> Renewed { get; } = [];

    public List<OutboxRow> Events { get; } = [];

    public List<RecordedEvent> Recorded { get; } = [];

    public bool IsEmpty => Services.Count + Added.Count + Changed.Count + Renewed.Count + Events.Count + Recorded.Count == 0;

    /// <summary>Takes what can be sent this way from the context, which then has the rest.</summary>
    public static ManyRows TakeFrom(PostgresMeshDbContext context, IReadOnlyCollection<RecordedEvent> recorded)
    {
        var rows = new ManyRows();
        var entries = context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();

        // A tombstone, which goes with the rest, may be of a service that is as new.
        var servicesToo = !entries.Exists(entry => entry.Entity is TombstoneRow);
        entries.ForEach(entry => rows.TryTake(entry, servicesToo));

        // In one order, so that two processes that were told the same do not wait for each other.
        rows.Recorded.AddRange(recorded.OrderBy(@event => @event.Note.EventId));
        return rows;
    }

    /// <summary>After the rest: what was removed or changed there makes room for these.</summary>
    /// <param name="opening">What the transaction is to begin with.</param>
    /// <param name="commits">
    /// With the last of them, the server ends the transaction: it gets there only if all before it succeeded, and its
    /// answer comes once that is durable.
    /// </param>
    /// <exception cref="DbUpdateException">The database refused a row.</exception>
    /// <exception cref="StoreConflictException">An instance came and went meanwhile.</exception>
    public async Task SendAsync(PostgresMeshDbContext context, IReadOnlyList<string> opening, bool commits, CancellationToken cancellationToken)
    {
        await using var batch = ((NpgsqlConnection)context.Connection).CreateBatch();
        foreach (var text in opening)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(text));
        }

        Statements.GetValue(context.Model, model => new ManyRowsStatements(model)).AddTo(batch, this);
        if (commits)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Commit));
        }

        try
        {
            await RunAsync(batch, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == ManyRowsStatements.CameAndWentState)
        {
            throw new StoreConflictException();
        }
        catch (PostgresException exception)
        {
            throw new DbUpdateException(exception.MessageText, exception);
        }
    }

    private async Task RunAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var noted = new HashSet<Guid>();
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                noted.Add(reader.GetGuid(0));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        Recorded.ForEach(@event => @event.IsNew = noted.Contains(@event.Note.EventId));
    }

    // What is sent counts as stored at once: should that fail, nothing of the context is used any more.
    private void TryTake(EntityEntry entry, bool servicesToo)
    {
        switch (entry)
        {
            case { Entity: OutboxRow row, State: EntityState.Added }:
                Events.Add(row);
                entry.State = EntityState.Detached;
                break;
            case { Entity: ServiceRow row, State: EntityState.Added } when servicesToo:
                Services.Add(row);
                entry.State = EntityState.Unchanged;
                break;
            case { Entity: InstanceRow row, State: EntityState.Added }:
                Added.Add(row);
                entry.State = EntityState.Unchanged;
                break;
            case { Entity: InstanceRow row, State: EntityState.Modified } when ManyRowsStatements.IsRenewal(entry):
                Renewed.Add(row);
                Accept(entry);
                break;
            case { Entity: InstanceRow row, State: EntityState.Modified } when ManyRowsStatements.StaysInPlace(entry):
                Changed.Add(row);
                Accept(entry);
                break;
        }
    }

    // Setting the state would take the values back.
    private static void Accept(EntityEntry entry)
    {
        foreach (var property in entry.Properties.Where(property => property.IsModified))
        {
            property.OriginalValue = property.CurrentValue;
            property.IsModified = false;
        }
    }
}
