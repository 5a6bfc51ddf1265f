using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Observations;

/// <summary>Asks for the figures of instances, as a rollout's gate does.</summary>
public interface IInstanceFigures
{
    /// <summary>
    /// The sums over all gateways and all minutes that count (<see cref="FigureRules.LastForgotten"/>), in no order: one for each instance,
    /// mark and period with traffic. A report may be some seconds late, and in resting mode without a rollout as late as
    /// the next change.
    /// </summary>
    /// <param name="instances">At most <see cref="ObservationLimits.Sums"/>.</param>
    Task<IReadOnlyList<InstanceFigures>> SumAsync(
        IReadOnlyCollection<InstanceId> instances, FigurePeriods periods, CancellationToken cancellationToken);
}
