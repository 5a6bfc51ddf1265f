using Microsoft.EntityFrameworkCore;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

internal sealed partial class EfServiceRegistry
{
    public Task<RegistrySnapshot> SnapshotAsync(CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, view) =>
            {
                var services = await context.Services.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
                var members = services.ToDictionary(row => row.Name, _ => new List<ServiceInstance>(), StringComparer.Ordinal);
                var grouped = services.Select(row => new ServiceWithInstances(row.ToService(), members[row.Name])).ToList();
                var names = grouped.ToDictionary(group => group.Service.Name.Value, group => group.Service.Name, StringComparer.Ordinal);
                var rows = context.Instances.AsNoTracking().OrderBy(row => row.Service).ThenBy(row => row.Id);
                await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    members[row.Service].Add(row.ToInstance(names[row.Service]));
                }

                return new RegistrySnapshot(
                    grouped, view.State.Epoch, view.State.PublishedVersion, view.State.EpochStartedAt, view.Now, view.InGrace);
            },
            cancellationToken);
}
