using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

/// <summary>Probes an instance and stores what that changes.</summary>
public interface IInstanceProbes
{
    /// <param name="instance">With a check that is probed.</param>
    /// <param name="cancellationToken">Of whoever asks.</param>
    /// <exception cref="StoreUnavailableException">What was found could not be stored.</exception>
    /// <exception cref="OperationCanceledException">The token: nothing was learned.</exception>
    Task<ProbedInstance> ProbeAsync(ServiceInstance instance, CancellationToken cancellationToken);
}
