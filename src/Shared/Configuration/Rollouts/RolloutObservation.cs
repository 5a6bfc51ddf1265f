using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Shared.Configuration.Rollouts;

/// <summary>A rollout as it is at a moment.</summary>
/// <param name="Canaries">The members that are judged, in the order in which they got the version.</param>
public sealed record RolloutObservation(GateDecision Gate, IReadOnlyList<CanaryInstance> Canaries, RequestFigures Canary, RequestFigures Stable);
