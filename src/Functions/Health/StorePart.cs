using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Health;

/// <summary>The mesh store: reachable, of this build's schema, and with a key to be managed by.</summary>
internal sealed class StorePart(MeshReadiness mesh, IStoreHealth store) : IHealthPart
{
    public string Name => "store";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        await mesh.EnsureAsync(cancellationToken);
        return await store.CheckAsync(cancellationToken) is { } fault
            ? PartResult.Unhealthy(fault)
            : PartResult.Healthy("The mesh store answers and has this build's schema.");
    }
}
