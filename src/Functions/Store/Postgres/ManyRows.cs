using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using ToskaMesh.Functions.Messaging;
using ToskaMesh.Functions.Registry;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>
/// New and changed instances, renewed leases and events: a batch has one of each for most of its writes. EF Core would send a
/// statement for each row, which the server parses and plans one by one; these are one for each kind, in one round
/// trip, whatever the number of rows.
/// </summary>
internal sealed class ManyRows
{
    private static readonly ConditionalWeakTable<IModel, ManyRowsStatements> Statements = [];

    private readonly List<InstanceRow> _added = [];
    private readonly List<InstanceRow> _changed = [];
    private readonly List<InstanceRow> _renewed = [];
    private readonly List<OutboxRow> _events = [];

    private int Count => _added.Count + _changed.Count + _renewed.Count + _events.Count;

    /// <summary>Takes what can be sent this way from the context, which then has the rest.</summary>
    public static ManyRows? TakeFrom(PostgresMeshDbContext context)
    {
        var rows = new ManyRows();
        var entries = context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        entries.ForEach(rows.TryTake);
        return rows.Count == 0 ? null : rows;
    }

    /// <summary>After the rest: what was removed or changed there makes room for these.</summary>
    /// <exception cref="DbUpdateException">The database refused a row.</exception>
    /// <exception cref="StoreConflictException">An instance came and went meanwhile.</exception>
    public async Task<int> SendAsync(PostgresMeshDbContext context, CancellationToken cancellationToken)
    {
        var statements = Statements.GetValue(context.Model, model => new ManyRowsStatements(model));
        await using var batch = ((NpgsqlConnection)context.Database.GetDbConnection()).CreateBatch();
        statements.AddTo(batch, _added, _changed, _renewed, _events);
        try
        {
            if (await batch.ExecuteScalarAsync(cancellationToken) is true)
            {
                throw new StoreConflictException();
            }
        }
        catch (PostgresException exception)
        {
            throw new DbUpdateException(exception.MessageText, exception);
        }

        return Count;
    }

    // What is sent counts as stored at once: should that fail, nothing of the context is used any more.
    private void TryTake(EntityEntry entry)
    {
        switch (entry)
        {
            case { Entity: OutboxRow row, State: EntityState.Added }:
                _events.Add(row);
                entry.State = EntityState.Detached;
                break;
            case { Entity: InstanceRow row, State: EntityState.Added }:
                _added.Add(row);
                entry.State = EntityState.Unchanged;
                break;
            case { Entity: InstanceRow row, State: EntityState.Modified } when ManyRowsStatements.IsRenewal(entry):
                _renewed.Add(row);
                Accept(entry);
                break;
            case { Entity: InstanceRow row, State: EntityState.Modified } when ManyRowsStatements.StaysInPlace(entry):
                _changed.Add(row);
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
