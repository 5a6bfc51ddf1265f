using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Store;

namespace ToskaMesh.Functions.Health;

/// <summary>The mesh store: reachable, of this build's schema, and with a key to be managed by.</summary>
internal sealed class StorePart(IStoreGate gate, IStoreHealth store, BootstrapKeys keys) : IHealthPart
{
    public string Name => "store";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureReadyAsync(cancellationToken);
        await keys.EnsureAsync(cancellationToken);
        return await store.CheckAsync(cancellationToken) is { } fault
            ? PartResult.Unhealthy(fault)
            : PartResult.Healthy("The mesh store answers and has this build's schema.");
    }
}
