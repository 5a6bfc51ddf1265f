using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Health;

/// <summary>
/// Looks at instances about which somebody has a suspicion, good or bad. The suspicion itself changes nothing: one badly
/// connected gateway must not take an instance from everybody.
/// </summary>
public interface IProbeOnSuspicion
{
    /// <summary>Probes, or sees that it is done soon. The caller waits, so this ends within a few seconds.</summary>
    /// <param name="suspects">Each once, at most <see cref="Observations.ObservationLimits.Entries"/>; there need not be such an instance any more.</param>
    /// <returns>How many will be probed because of it.</returns>
    Task<int> ProbeAsync(IReadOnlyList<InstanceId> suspects, CancellationToken cancellationToken);
}
