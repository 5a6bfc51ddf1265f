using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Observations;

/// <summary>Stands where a prober will: the control plane has none yet, so a suspicion is noted and nothing is probed.</summary>
internal sealed class NoProber : IProbeOnSuspicion
{
    public Task<int> ProbeAsync(IReadOnlyList<InstanceId> suspects, CancellationToken cancellationToken) => Task.FromResult(0);
}
