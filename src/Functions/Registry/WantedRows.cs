using Microsoft.EntityFrameworkCore;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Registry;

/// <summary>Loads what a batch wants by EF Core, tracked.</summary>
internal static class WantedRows
{
    /// <summary>Locked, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<InstanceRow>> FindInstancesAsync(
        this MeshDbContext context, RowsWanted wanted, CancellationToken cancellationToken)
    {
        var (ids, endpoints) = (wanted.Ids, wanted.Endpoints);
        return ids.Count + endpoints.Count == 0 ? [] : await context.Instances
            .Where(row => ids.Contains(row.Id) || endpoints.Contains(row.Endpoint))
            .OrderBy(row => row.Id).Locked().ToListAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<ServiceRow>> FindServicesAsync(
        this MeshDbContext context, RowsWanted wanted, CancellationToken cancellationToken)
    {
        var names = wanted.Services;
        return names.Count == 0 ? [] : await context.Services.Where(row => names.Contains(row.Name)).ToListAsync(cancellationToken);
    }
}
