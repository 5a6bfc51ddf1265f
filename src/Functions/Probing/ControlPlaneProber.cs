using ToskaMesh.Probing;
using ToskaMesh.Shared.Health;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>Probes from where the function app runs.</summary>
internal sealed class ControlPlaneProber(InstanceProber prober) : IInstanceProber
{
    public Task<ProbeResult> ProbeAsync(ServiceInstance instance, CancellationToken cancellationToken) => prober.ProbeAsync(
        ProbeTarget.Of(instance) ?? throw new ArgumentException($"{instance.ServiceId} has no check that is probed.", nameof(instance)),
        cancellationToken);
}
