using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>Sends one probe to one instance, by its check.</summary>
public interface IInstanceProber
{
    /// <summary>Takes as long as the check's timeout at most. Whatever is wrong with the instance is a result.</summary>
    /// <param name="instance">With a check that is probed.</param>
    /// <param name="cancellationToken">Of whoever asks.</param>
    /// <exception cref="OperationCanceledException">The token: nothing was learned of the instance.</exception>
    Task<ProbeResult> ProbeAsync(ServiceInstance instance, CancellationToken cancellationToken);
}
