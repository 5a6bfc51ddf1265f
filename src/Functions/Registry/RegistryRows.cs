using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>
/// The registry's rows within one batch of writes: loaded together, found without a query, changed one by one. Instances
/// are locked as they are loaded; of a service only columns are written that a write means to change.
/// </summary>
internal sealed class RegistryRows(MeshDbContext context)
{
    // A null is a row that is known not to exist.
    private readonly Dictionary<string, InstanceRow?> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InstanceRow?> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceRow?> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TombstoneRow?> _tombstones = new(StringComparer.Ordinal);

    /// <summary>In the middle of a batch: for rows that only now turn out to be wanted.</summary>
    public async Task PrefetchAsync(IReadOnlyList<StoreKeys> keys, CancellationToken cancellationToken)
    {
        var wanted = new RowsWanted(keys);
        Know(wanted, await context.FindInstancesAsync(wanted, cancellationToken), await context.FindServicesAsync(wanted, cancellationToken));
        await PrefetchTombstonesAsync(wanted.Leaving, cancellationToken);
    }

    /// <summary>What was wanted and not found is known not to exist.</summary>
    public void Know(RowsWanted wanted, IReadOnlyList<InstanceRow> instances, IReadOnlyList<ServiceRow> services)
    {
        foreach (var id in wanted.Ids)
        {
            _instances[id] = null;
        }

        foreach (var endpoint in wanted.Endpoints)
        {
            _holders[endpoint] = null;
        }

        foreach (var name in wanted.Services)
        {
            _services[name] = null;
        }

        foreach (var row in instances)
        {
            Known(row);
        }

        foreach (var row in services)
        {
            _services[row.Name] = row;
        }
    }

    public async Task PrefetchTombstonesAsync(IReadOnlyList<string> leaving, CancellationToken cancellationToken)
    {
        var ids = leaving.Where(id => !_tombstones.ContainsKey(id)).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        ids.ForEach(id => _tombstones[id] = null);
        await foreach (var row in context.Tombstones.Where(row => ids.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _tombstones[row.Id] = row;
        }
    }

    public async ValueTask<ServiceInstance?> FindAsync(InstanceId id, CancellationToken cancellationToken)
    {
        if (!_instances.TryGetValue(id.Value, out var row))
        {
            row = Known(await context.Instances.Where(row => row.Id == id.Value).Locked().FirstOrDefaultAsync(cancellationToken));
            _instances[id.Value] = row;
        }

        return IsThere(row) ? row!.ToInstance() : null;
    }

    public async ValueTask<ServiceInstance?> FindHolderAsync(ServiceAddress address, int port, CancellationToken cancellationToken)
    {
        var endpoint = InstanceRow.EndpointOf(address, port);
        if (!_holders.TryGetValue(endpoint, out var row))
        {
            row = Known(await context.Instances.Where(row => row.Endpoint == endpoint).Locked().FirstOrDefaultAsync(cancellationToken));
            _holders[endpoint] = row;
        }

        return IsThere(row) && row!.Endpoint == endpoint ? row.ToInstance() : null;
    }

    public async ValueTask<RegisteredService?> FindServiceAsync(ServiceName name, CancellationToken cancellationToken) =>
        (await FindRowAsync(name.Value, cancellationToken))?.ToService();

    public async ValueTask PutAsync(RegisteredService service, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(service.Name.Value, cancellationToken) is { } row)
        {
            row.Apply(service);
            context.Entry(row).DetectChanges();
            return;
        }

        row = ServiceRow.From(service);
        context.Services.Add(row);
        _services[row.Name] = row;
    }

    /// <summary>Adds the instance, or writes the columns that differ. The one of the same id was looked for before.</summary>
    public void Put(ServiceInstance instance)
    {
        var row = _instances.GetValueOrDefault(instance.ServiceId.Value);
        if (row is null || context.Entry(row).State is EntityState.Detached)
        {
            row = InstanceRow.From(instance);
            context.Instances.Add(row);
        }
        else
        {
            Change(row, instance);
        }

        Known(row);
    }

    /// <summary>Writes only what a sign of life changes while the status stays.</summary>
    public void Renew(ServiceInstance instance)
    {
        var row = _instances[instance.ServiceId.Value]!;
        row.Renew(instance);
        context.Entry(row).DetectChanges();
    }

    public void Remove(ServiceInstance instance) => context.Entry(_instances[instance.ServiceId.Value]!).State = EntityState.Deleted;

    /// <summary>Remembers that the instance left; a former one of its id is forgotten.</summary>
    public async ValueTask BuryAsync(Removal removal, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = removal.Instance.ServiceId.Value;
        if (!_tombstones.TryGetValue(id, out var row))
        {
            row = await context.Tombstones.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        }

        if (row is null)
        {
            row = new TombstoneRow { Id = id };
            context.Tombstones.Add(row);
        }

        _tombstones[id] = row;
        row.Apply(removal, now);
        context.Entry(row).DetectChanges();
    }

    /// <summary>Nothing is tracked any more.</summary>
    public void Forget()
    {
        _instances.Clear();
        _holders.Clear();
        _services.Clear();
        _tombstones.Clear();
    }

    private InstanceRow? Known(InstanceRow? row)
    {
        if (row is not null)
        {
            (_instances[row.Id], _holders[row.Endpoint]) = (row, row);
        }

        return row;
    }

    private void Change(InstanceRow row, ServiceInstance instance)
    {
        // An id that changes hands in one write was marked to be deleted a moment ago.
        var entry = context.Entry(row);
        if (entry.State is EntityState.Deleted)
        {
            entry.State = EntityState.Unchanged;
        }

        row.Apply(instance);
        entry.DetectChanges();
    }

    private bool IsThere(InstanceRow? row) =>
        row is not null && context.Entry(row).State is not (EntityState.Deleted or EntityState.Detached);

    private async ValueTask<ServiceRow?> FindRowAsync(string name, CancellationToken cancellationToken)
    {
        if (!_services.TryGetValue(name, out var row))
        {
            row = await context.Services.FirstOrDefaultAsync(row => row.Name == name, cancellationToken);
            _services[name] = row;
        }

        return row;
    }
}
