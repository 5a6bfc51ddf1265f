using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed partial class EfServiceRegistry
{
    // Compiled, and one statement, because it is asked most. Of this instance, since it belongs to one provider's model.
    private readonly Func<MeshDbContext, string, Task<FoundInstance?>> _findRow = EF.CompileAsyncQuery(
        (MeshDbContext context, string id) => (
            from row in context.Instances.AsNoTracking()
            from state in context.State.AsNoTracking()
            where row.Id == id
            select new FoundInstance(row, state)).FirstOrDefault());

    public Task<ServiceInstance?> FindAsync(InstanceId id, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (await _findRow(context, id.Value) is not { } found)
            {
                return null;
            }

            var view = await awake.SeeAsync(RegistryView.Of(found.State, time, options.Value), cancellationToken);
            return view.See(found.Row.ToInstance());
        });

    public Task<Page<ServiceName>> ListServicesAsync(InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var names = context.Instances.Matching(filter, view)
                    .Where(row => page.After == null || row.Service.CompareTo(page.After) > 0)
                    .Select(row => row.Service).Distinct().Order().Take(page.Limit + 1);
                return page.Cut(await names.ToListAsync(cancellationToken), name => name, ServiceName.Parse);
            },
            cancellationToken);

    public Task<Page<ServiceInstance>> ListInstancesAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var rows = context.Instances.Matching(filter, view).Of(service).Page(page);
                return page.Cut(await rows.ToListAsync(cancellationToken), row => row.Id, row => view.See(row.ToInstance(service)));
            },
            cancellationToken);

    public Task<Page<InstanceStatus>> ListStatusAsync(StatusFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var rows = await context.Instances.Matching(filter, view).Page(page).ToListAsync(cancellationToken);
                var names = rows.Select(row => row.Service).Distinct().ToList();
                var services = await context.Services.AsNoTracking().Where(row => names.Contains(row.Name))
                    .ToDictionaryAsync(row => row.Name, row => row.ToService(), StringComparer.Ordinal, cancellationToken);
                return page.Cut(rows, row => row.Id, row => view.See(row.ToInstance(), services[row.Service]));
            },
            cancellationToken);

    public Task<Absence?> LastAbsenceAsync(CancellationToken cancellationToken) =>
        ReadAsync((_, view) => Task.FromResult(view.Grace.Absence), cancellationToken);

    public Task<IReadOnlyList<InstanceId>> ListProbeShardsAsync(int size, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<InstanceId>>(
            async (context, _) =>
            {
                var ids = await context.Database.SqlQuery<string>(
                    $"""
                    SELECT "Id" AS "Value" FROM (
                        SELECT "Id", row_number() OVER (ORDER BY "Id") AS place FROM "Instances" WHERE "IsProbed") AS numbered
                    WHERE (place - 1) % {size} = 0 ORDER BY "Id"
                    """).ToListAsync(cancellationToken);
                return [.. ids.Select(InstanceId.Parse)];
            },
            cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ReadProbedAsync(
        InstanceId from, InstanceId? until, int limit, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ServiceInstance>>(
            async (context, _) =>
            {
                var rows = context.Instances.AsNoTracking().Where(row => row.IsProbed && row.Id.CompareTo(from.Value) >= 0);
                if (until is { } end)
                {
                    rows = rows.Where(row => row.Id.CompareTo(end.Value) < 0);
                }

                return [.. (await rows.OrderBy(row => row.Id).Take(limit).ToListAsync(cancellationToken)).Select(row => row.ToInstance())];
            },
            cancellationToken);

    public Task<IReadOnlyList<ServiceInstance>> ListImportedAsync(string source, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ServiceInstance>>(
            async (context, _) =>
            {
                var rows = context.Instances.AsNoTracking().Where(row => row.Source == source).OrderBy(row => row.Id);
                return [.. (await rows.ToListAsync(cancellationToken)).Select(row => row.ToInstance())];
            },
            cancellationToken);

    public Task<InstanceTracking?> TrackAsync(InstanceId id, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                if (await context.Instances.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken) is { } row)
                {
                    return view.Track(row);
                }

                var tombstone = await context.Tombstones.Remembered(view).FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken);
                return tombstone?.ToTracking();
            },
            cancellationToken);

    public Task<Page<InstanceTracking>> TrackServiceAsync(
        ServiceName service, InstanceFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var there = await context.Instances.Matching(filter, view).Of(service).Page(page).ToListAsync(cancellationToken);
                var left = await context.Tombstones.Remembered(view).Matching(filter).Of(service)
                    .Where(row => !context.Instances.Any(instance => instance.Id == row.Id && instance.Service == row.Service))
                    .Page(page).ToListAsync(cancellationToken);
                var all = there.Select(view.Track)
                    .Concat(left.Select(row => row.ToTracking()))
                    .OrderBy(tracking => tracking.ServiceId.Value, StringComparer.Ordinal).ToList();
                return page.Cut(all, tracking => tracking.ServiceId.Value, tracking => tracking);
            },
            cancellationToken);

    public Task<ServiceMetadata> DescribeMetadataAsync(ServiceName service, InstanceFilter filter, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var summary = new MetadataSummary();
                var found = context.Instances.Matching(filter, view).Of(service).Select(row => row.Metadata);
                await foreach (var metadata in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    summary.Add(RowJson.ReadMetadata(metadata));
                }

                return summary.Describe(service, view.Now);
            },
            cancellationToken);

    /// <summary>All statements of one read see the same moment, and no writer waits for them.</summary>
    private Task<T> ReadAsync<T>(Func<MeshDbContext, RegistryView, Task<T>> read, CancellationToken cancellationToken) =>
        StoreFailures.TranslateAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
            var view = await RegistryView.OpenAsync(context, time, options.Value, cancellationToken);
            return await read(context, await awake.SeeAsync(view, cancellationToken));
        });
}
