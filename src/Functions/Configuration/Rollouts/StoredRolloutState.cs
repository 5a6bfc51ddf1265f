using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Functions.Configuration.Rollouts;

/// <summary>What of a rollout changes with its turns.</summary>
internal sealed record StoredRolloutState(
    RolloutProgress Progress,
    GateDecision Gate,
    RequestFigures Canary,
    RequestFigures Stable,
    IReadOnlyList<RolloutNote> Timeline,
    StoredRolloutBaseline? Baseline = null)
{
    /// <summary><see cref="Rollout.Round"/>; 0 where it was stored before there was any.</summary>
    public int Round { get; init; }

    /// <summary><see cref="Rollout.Memory"/>; null where it was stored before there was any.</summary>
    public StableMemory? Memory { get; init; }
}
