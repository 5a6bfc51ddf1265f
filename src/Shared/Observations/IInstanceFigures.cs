using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>Asks for the figures of instances, such as a rollout's gate does.</summary>
public interface IInstanceFigures
{
    /// <summary>
    /// The sums over all gateways. An instance without traffic is not among them. A report may be some seconds late
    /// (<see cref="ObservationLimits.ReportDelay"/>), and in resting mode as late as the next change.
    /// </summary>
    /// <param name="instances">Of the service, at most <see cref="ObservationLimits.Sums"/>.</param>
    /// <param name="from">The first minute; seconds are cut off.</param>
    /// <param name="until">The minute after the last.</param>
    Task<IReadOnlyList<InstanceFigures>> SumAsync(
        ServiceName service, IReadOnlyCollection<InstanceId> instances, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
