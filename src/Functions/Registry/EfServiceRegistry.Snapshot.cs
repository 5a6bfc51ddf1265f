using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ToskaMesh.Functions.Store;
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
                await foreach (var instance in ReadInstancesAsync(context, cancellationToken))
                {
                    members[instance.ServiceName.Value].Add(instance);
                }

                return new RegistrySnapshot(
                    grouped, view.State.Epoch, view.State.PublishedVersion, view.State.EpochStartedAt, view.Now, view.Grace);
            },
            cancellationToken);

    private static async IAsyncEnumerable<ServiceInstance> ReadInstancesAsync(
        MeshDbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = InstanceReader.Query(context.ListAsJson("\"Tags\""));
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var reader = new InstanceReader(rows);
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return reader.Read();
        }
    }
}
